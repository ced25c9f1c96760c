"""Which time zone a person means."""

from datetime import datetime

from bot.errors import UserError
from bot.search.completion import complete_names
from bot.services.finding.complete import MOST_CHOICES, Choice
from bot.times.zones import suggested, zone_named, zone_names, zone_suggestions

_NAMED_IN_ERRORS = 3


def complete_time_zones(typed: str, now: datetime) -> tuple[Choice, ...]:
    """With what their clocks show now; where none is called so, those that are called almost so."""
    found = zone_suggestions(typed, now, MOST_CHOICES)
    if not found:
        alike = complete_names(zone_names(), "_".join(typed.split()), limit=MOST_CHOICES)
        found = tuple(suggested(name, now) for name in alike)
    return tuple(Choice(zone.label, zone.name) for zone in found)


def time_zone_meant(typed: str, now: datetime) -> str:
    """The IANA name of it, or of the city's. Raise UserError where it is none, or several."""
    if zone := zone_named(typed):
        return zone.key
    likely = [found.name for found in zone_suggestions(typed, now, _NAMED_IN_ERRORS)]
    if likely and typed.strip():
        raise UserError(f"“{typed}” is not one time zone. Name one, such as {', '.join(likely)}.")
    raise UserError(f"There is no time zone “{typed}”. Give a name such as Europe/Berlin or America/New_York.")


def zone_in_words(name: str, now: datetime) -> str:
    """With what its clock shows: "America/Detroit, UTC-05:00, now 07:00"."""
    return suggested(name, now).label
