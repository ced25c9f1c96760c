from datetime import datetime

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.history import Action, Actor, CatalogChange, KnownSource, TalkRecord
from bot.services.announcements.plan_occurrences import replan_event
from bot.services.catalog import Catalog
from bot.services.changes.ownership import own_event, own_talk
from bot.services.changes.write_talks import remove_talks
from bot.services.index_event import index_event
from bot.store import events, history, search_index, sources, talks


async def remove_talk(
    catalog: Catalog, talk_id: int, *, guild_id: int | None, actor: Actor, now: datetime
) -> CatalogTalk:
    """Raise UserError where it is gone already, or may not be changed from here."""
    async with catalog.database.transaction() as session:
        await search_index.hold(session, guild_id)
        entry = await own_talk(session, talk_id, guild_id)
        records = await remove_talks(session, [entry])
        await index_event(session, entry.event.id)
        await replan_event(session, entry.event.id, now)
        await history.record(session, _removal(entry.event, entry.talk.title, records, actor, now))
        return entry


async def remove_event(
    catalog: Catalog, event_id: int, *, guild_id: int | None, actor: Actor, now: datetime
) -> CatalogEvent:
    """With all its talks."""
    async with catalog.database.transaction() as session:
        await search_index.hold(session, guild_id)
        event = await own_event(session, event_id, guild_id)
        records = await remove_talks(session, await talks.of_event(session, event_id))
        read_from = await sources.of_event(session, event_id)
        await events.remove(session, event_id)
        await search_index.advance(session, guild_id)
        await replan_event(session, event_id, now)
        await history.record(session, _removal(event, "the whole event", records, actor, now, read_from))
        return event


def _removal(
    event: CatalogEvent,
    note: str,
    records: list[TalkRecord],
    actor: Actor,
    now: datetime,
    read_from: tuple[KnownSource, ...] = (),
) -> CatalogChange:
    return CatalogChange(
        guild_id=event.guild_id,
        event_id=event.id,
        event_name=event.event.name,
        action=Action.REMOVE,
        note=note,
        actor=actor,
        changed_at=now,
        event_before=event.event,
        talks=tuple(records),
        sources=read_from,
    )
