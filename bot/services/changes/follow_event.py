"""Telling a server in one of its channels when an event changes at its source."""

from dataclasses import dataclass

from bot.domain.catalog import CatalogEvent, CatalogTalk, Scope
from bot.domain.history import RecordedChange
from bot.services.catalog import Catalog
from bot.services.finding.understand import named_event
from bot.store import change_news, events, history, talks
from bot.store.change_news import WaitingNews
from bot.store.database import Session


@dataclass(frozen=True, slots=True)
class ChangeNews:
    """A change that a server is to be told of. `entries` are the talks that are there now, by id."""

    waiting: WaitingNews
    event: CatalogEvent
    change: RecordedChange
    entries: dict[int, CatalogTalk]


async def follow_event(catalog: Catalog, event: str, guild_id: int, channel_id: int) -> CatalogEvent:
    async with catalog.database.transaction() as session:
        meant = await _meant(catalog, session, event, guild_id)
        await change_news.follow(session, guild_id, meant.id, channel_id)
        return meant


async def unfollow_event(catalog: Catalog, event: str, guild_id: int) -> CatalogEvent:
    async with catalog.database.transaction() as session:
        meant = await _meant(catalog, session, event, guild_id)
        await change_news.unfollow(session, guild_id, meant.id)
        return meant


async def unfollow_id(catalog: Catalog, event_id: int, guild_id: int) -> None:
    """Where the channel is gone, or closed to the bot."""
    async with catalog.database.transaction() as session:
        await change_news.unfollow(session, guild_id, event_id)


async def waiting_news(catalog: Catalog) -> tuple[ChangeNews, ...]:
    async with catalog.database.reading() as session:
        return tuple([news for one in await change_news.waiting(session) if (news := await _news(session, one))])


async def news_is_told(catalog: Catalog, told: WaitingNews) -> None:
    async with catalog.database.transaction() as session:
        await change_news.told(session, told.guild_id, told.change_id)


async def _meant(catalog: Catalog, session: Session, event: str, guild_id: int) -> CatalogEvent:
    view = await catalog.live_index.view(session, Scope(guild_id))
    return named_event(view.events, event)


async def _news(session: Session, waiting: WaitingNews) -> ChangeNews | None:
    scope = Scope(waiting.guild_id)
    (change,) = await history.by_ids(session, [waiting.change_id])
    event = await events.by_id(session, change.change.event_id, scope)
    if event is None:
        return None
    entries = await talks.by_ids(session, [record.talk_id for record in change.change.talks], scope)
    return ChangeNews(waiting, event, change, {entry.id: entry for entry in entries})
