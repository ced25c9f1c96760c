from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.events import Event
from bot.domain.snapshots import plain_value, recap_of
from bot.store.tables import EventRow, TalkRow


def visible(scope: Scope) -> ColumnElement[bool]:
    """The shared events, and in a server its own."""
    if scope.guild_id is None:
        return EventRow.guild_id.is_(None)
    return or_(EventRow.guild_id.is_(None), EventRow.guild_id == scope.guild_id)


def owned_by(guild_id: int | None) -> ColumnElement[bool]:
    """One server's events, or (None) the shared ones."""
    return EventRow.guild_id.is_(None) if guild_id is None else EventRow.guild_id == guild_id


async def of_owner(session: AsyncSession, guild_id: int | None) -> tuple[CatalogEvent, ...]:
    rows = await session.scalars(select(EventRow).where(owned_by(guild_id)).order_by(EventRow.id))
    return tuple(to_event(row) for row in rows)


async def by_id(session: AsyncSession, event_id: int, scope: Scope) -> CatalogEvent | None:
    row = await session.scalar(select(EventRow).where(EventRow.id == event_id, visible(scope)))
    return None if row is None else to_event(row)


async def any_by_id(session: AsyncSession, event_id: int) -> CatalogEvent:
    """An event that is there, whoever owns it: for the bot's own work, never for an answer."""
    return to_event(await session.get_one(EventRow, event_id))


async def owned_by_slug(session: AsyncSession, slug: str, guild_id: int | None) -> CatalogEvent | None:
    row = await session.scalar(select(EventRow).where(EventRow.slug == slug, owned_by(guild_id)))
    return None if row is None else to_event(row)


async def names_of_owner(session: AsyncSession, guild_id: int | None) -> Mapping[int, str]:
    """By id, oldest first."""
    rows = await session.execute(select(EventRow.id, EventRow.name).where(owned_by(guild_id)).order_by(EventRow.id))
    return dict(rows.all())


async def owner_of(session: AsyncSession, event_id: int) -> int | None:
    """The server that the event belongs to, None where it is shared."""
    return (await session.get_one(EventRow, event_id)).guild_id


async def remove(session: AsyncSession, event_id: int) -> None:
    """With all its talks, sources and its part of the search index."""
    await session.execute(delete(EventRow).where(EventRow.id == event_id))


async def is_empty(session: AsyncSession) -> bool:
    return await session.scalar(select(EventRow.id).limit(1)) is None


async def talk_counts(session: AsyncSession, event_ids: Sequence[int]) -> Mapping[int, int]:
    rows = await session.execute(
        select(TalkRow.event_id, func.count()).where(TalkRow.event_id.in_(event_ids)).group_by(TalkRow.event_id)
    )
    return dict(rows.all())


async def add(session: AsyncSession, event: Event, guild_id: int | None) -> CatalogEvent:
    row = EventRow(guild_id=guild_id, **_columns(event))
    session.add(row)
    await session.flush()
    return CatalogEvent(row.id, guild_id, event)


async def put_back(session: AsyncSession, event_id: int, event: Event, guild_id: int | None) -> None:
    """A removed event under the id that it had, which no other event has taken."""
    session.add(EventRow(id=event_id, guild_id=guild_id, **_columns(event)))
    await session.flush()


async def replace(session: AsyncSession, event_id: int, event: Event) -> None:
    row = await session.get_one(EventRow, event_id)
    for name, value in _columns(event).items():
        setattr(row, name, value)


def to_event(row: EventRow) -> CatalogEvent:
    event = Event(
        slug=row.slug,
        name=row.name,
        also_called=tuple(row.also_called),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        dates_note=row.dates_note,
        venue=row.venue,
        city=row.city,
        time_zone=row.time_zone,
        url=row.url,
        recap=None if row.recap is None else recap_of(row.recap),
    )
    return CatalogEvent(row.id, row.guild_id, event)


def _columns(event: Event) -> dict[str, Any]:
    columns = {name: getattr(event, name) for name in Event.__dataclass_fields__}
    return columns | {
        "also_called": list(event.also_called),
        "recap": plain_value(event.recap),
    }
