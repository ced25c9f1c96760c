"""Writing what a source says of an event into the catalog."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.events import Event
from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.services.index_event import index_event
from bot.store import events, sources, talks
from bot.store.database import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What saving did, in numbers of talks."""

    event: CatalogEvent
    new: int
    changed: int
    unchanged: int


async def save_programme(
    session: Session, programme: Programme, *, location: str, guild_id: int | None, now: datetime
) -> Saved:
    """Talks are known again by their source's key. Saving the same programme again changes nothing."""
    event, event_changed = await _save_event(session, programme.event, guild_id)
    source_id = await sources.remember(session, event.id, location, format_name=programme.format_name, read_at=now)
    saved = await _save_talks(session, event, programme, source_id)
    if event_changed or saved.new or saved.changed:
        await index_event(session, event.id)
    return saved


async def _save_event(session: Session, event: Event, guild_id: int | None) -> tuple[CatalogEvent, bool]:
    known = await events.owned_by_slug(session, event.slug, guild_id)
    if known is None:
        return await events.add(session, event, guild_id), True
    if known.event == event:
        return known, False
    await events.replace(session, known.id, event)
    return CatalogEvent(known.id, guild_id, event), True


async def _save_talks(session: Session, event: CatalogEvent, programme: Programme, source_id: int) -> Saved:
    known = {entry.id: entry for entry in await talks.of_event(session, event.id)}
    ids_by_key = await sources.talk_ids_by_key(session, event.id)
    new: dict[str, int] = {}
    changed = 0
    for read in programme.talks:
        talk = _dated(read, event.event)
        entry = known.get(ids_by_key.get(talk.key, 0))
        if entry is None:
            new[talk.key] = await talks.add(session, event.id, talk)
        elif _differs(entry, talk):
            await talks.replace(session, entry.id, talk)
            changed += 1
    again = {talk.key: ids_by_key[talk.key] for talk in programme.talks if talk.key in ids_by_key}
    await sources.add_keys(session, source_id, again | new)
    return Saved(event=event, new=len(new), changed=changed, unchanged=len(programme.talks) - len(new) - changed)


def _dated(talk: Talk, event: Event) -> Talk:
    """A talk with a time but no day is held on that time's day, where the event is."""
    if talk.held_on is not None or talk.starts_at is None:
        return talk
    there = talk.starts_at if event.time_zone is None else talk.starts_at.astimezone(ZoneInfo(event.time_zone))
    return replace(talk, held_on=there.date())


def _differs(entry: CatalogTalk, talk: Talk) -> bool:
    return replace(entry.talk, key=talk.key) != talk
