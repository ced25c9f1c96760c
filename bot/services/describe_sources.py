"""What a person can say about a source: its format, and the time zone of its times."""

from functools import cache
from zoneinfo import available_timezones

from bot.errors import UserError
from bot.importers.reading import FORMATS
from bot.search.completion import complete_names
from bot.services.complete import MOST_CHOICES, Choice

_FIRST_OFFERED = ("UTC", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Tokyo")


def formats() -> tuple[Choice, ...]:
    """In the order in which they are tried."""
    return tuple(Choice(one.description, one.name) for one in FORMATS)


def complete_time_zones(typed: str) -> tuple[Choice, ...]:
    wanted = typed.strip().replace(" ", "_")
    names = complete_names(_names(), wanted, limit=MOST_CHOICES) if wanted else _FIRST_OFFERED
    return tuple(Choice(name, name) for name in names)


def time_zone_meant(typed: str) -> str:
    """The IANA name, however its letters were typed. Raise UserError where there is none like that."""
    wanted = typed.strip().replace(" ", "_").casefold()
    found = next((name for name in _names() if name.casefold() == wanted), None)
    if found is None:
        raise UserError(f"There is no time zone “{typed}”. Give a name such as Europe/Berlin or America/New_York.")
    return found


@cache
def _names() -> tuple[str, ...]:
    """Reading them takes a while, and they stay the same as long as the process lives."""
    return tuple(sorted(available_timezones()))
