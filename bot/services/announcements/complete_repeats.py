"""How often a message could repeat, offered while it is typed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.moments import Moment
from bot.domain.recurrence import Recurrence
from bot.services.catalog import Catalog
from bot.services.finding.complete import Choice
from bot.services.settings.show_settings import settings_of
from bot.times.moments import read_moment
from bot.times.repeat_words import days_in_words
from bot.times.repeats import read_repeat
from bot.times.usual_repeats import usual_repeats

# Cut, it would be read as something else.
_LONGEST = 100


async def complete_repeats(
    catalog: Catalog, typed: str, when: str | None, guild_id: int, now: datetime
) -> tuple[Choice, ...]:
    """First what is typed, as it is understood, then what is usual for messages of that day. `when` is the first time,
    as far as it is typed.
    """
    zone = ZoneInfo((await settings_of(catalog, guild_id)).time_zone)
    first = _first(when, now, zone)
    wanted = typed.casefold().strip()
    offered = (typed, *(text for text in usual_repeats(first.astimezone(zone).date()) if wanted in text.casefold()))
    read = (read_repeat(text, first, zone) for text in offered)
    words = dict.fromkeys(days_in_words(one) for one in read if isinstance(one, Recurrence))
    return tuple(Choice(one, one) for one in words if len(one) <= _LONGEST)


def _first(when: str | None, now: datetime, zone: ZoneInfo) -> datetime:
    read = read_moment(when or "", now, zone)
    moments = (read,) if isinstance(read, Moment) else read.choices
    return moments[0].at if moments else now
