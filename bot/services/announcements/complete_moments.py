from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.moments import Moment
from bot.services.announcements.announcement_form import moment_line
from bot.services.catalog import Catalog
from bot.services.finding.complete import Choice
from bot.services.settings.show_settings import settings_of
from bot.times.moments import read_moment
from bot.times.zones import zone_named


async def complete_moments(
    catalog: Catalog, typed: str, guild_id: int, now: datetime, time_zone: str | None
) -> tuple[Choice, ...]:
    """What was typed so far means, or could mean, in the zone that was typed, or else the server's.

    "In 20 minutes" stays so until it is sent.
    """
    named = None if time_zone is None else zone_named(time_zone)
    zone = named or ZoneInfo((await settings_of(catalog, guild_id)).time_zone)
    read = read_moment(typed, now, zone)
    if isinstance(read, Moment):
        return (Choice(f"{typed}: {read.words}", typed),)
    return tuple(Choice(moment.words, moment_line(moment.at, zone.key)) for moment in read.choices)
