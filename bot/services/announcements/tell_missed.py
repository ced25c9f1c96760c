"""What servers are still to be told of messages that did not go out."""

from collections import defaultdict

from bot.domain.announcements import Announcement
from bot.domain.missed_news import MissedNews, MissedOccurrence
from bot.services.catalog import Catalog
from bot.store import announcements, missed

# Both databases refuse a statement with more than 32,766 parameters.
_AT_ONCE = 10_000


async def untold_news(catalog: Catalog) -> tuple[MissedNews, ...]:
    """One for each server, however much it missed; where that is too much at once, the rest comes the next time."""
    async with catalog.database.reading() as session:
        untold = await missed.untold(session, _AT_ONCE)
        pauses = await announcements.untold_pauses(session, _AT_ONCE)
        known = await announcements.by_ids(session, {occurrence.announcement_id for occurrence, _ in untold})
    by_guild: defaultdict[int, list[MissedOccurrence]] = defaultdict(list)
    for occurrence, guild_id in untold:
        by_guild[guild_id].append(MissedOccurrence(known[occurrence.announcement_id], occurrence))
    paused: defaultdict[int, list[Announcement]] = defaultdict(list)
    for announcement in pauses:
        paused[announcement.guild_id].append(announcement)
    return tuple(
        MissedNews(guild_id=guild_id, missed=tuple(by_guild[guild_id]), paused=tuple(paused[guild_id]))
        for guild_id in dict.fromkeys([*by_guild, *paused])
    )


async def news_is_told(catalog: Catalog, news: MissedNews) -> None:
    async with catalog.database.transaction() as session:
        await missed.are_told(session, [one.occurrence.id for one in news.missed])
        await announcements.pauses_are_told(session, [one.id for one in news.paused])
