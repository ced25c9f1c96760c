"""One opaque segment an event, and a counter that tells whether segments changed since they were last read."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store import events
from bot.store.database import Database
from bot.store.revisions import announce
from bot.store.tables import CatalogRevisionRow, EventRow, SearchSegmentRow
from bot.store.upserting import insert_into

_EVERYBODY = 0


async def revision(session: AsyncSession, guild_id: int | None) -> int:
    query = select(CatalogRevisionRow.revision).where(CatalogRevisionRow.owner_id == (guild_id or _EVERYBODY))
    return await session.scalar(query) or 0


def newest_revisions(database: Database, guild_id: int | None) -> tuple[int, int] | None:
    """Of everybody's events and of an owner's, as committed at this very moment, without a session.

    None where that cannot be told.
    """
    return None if database.glance is None else database.glance.revisions(_EVERYBODY, guild_id or _EVERYBODY)


async def segments(session: AsyncSession, guild_id: int | None) -> tuple[bytes, ...]:
    """Those of one owner's events: a server's own, or (None) the shared ones."""
    query = select(SearchSegmentRow.content).join(EventRow).where(events.owned_by(guild_id))
    return tuple(await session.scalars(query.order_by(SearchSegmentRow.event_id)))


async def outdated(session: AsyncSession, version: int) -> tuple[int, ...]:
    """The events whose segment has another layout than `version`, or that have none."""
    query = select(EventRow.id).outerjoin(SearchSegmentRow)
    another = or_(SearchSegmentRow.version.is_(None), SearchSegmentRow.version != version)
    return tuple(await session.scalars(query.where(another).order_by(EventRow.id)))


async def put(session: AsyncSession, event_id: int, content: bytes, version: int) -> None:
    row = {"content": content, "version": version}
    segment = insert_into(session, SearchSegmentRow).values(event_id=event_id, **row)
    await session.execute(segment.on_conflict_do_update(index_elements=[SearchSegmentRow.event_id], set_=row))


async def hold(session: AsyncSession, guild_id: int | None) -> None:
    """One writer at a time for each owner: the next one waits here, and then sees what this one wrote."""
    owner_id = guild_id or _EVERYBODY
    first = insert_into(session, CatalogRevisionRow).values(owner_id=owner_id, revision=0)
    await session.execute(first.on_conflict_do_nothing())
    query = select(CatalogRevisionRow.revision).where(CatalogRevisionRow.owner_id == owner_id)
    await session.execute(query.with_for_update())


async def advance(session: AsyncSession, guild_id: int | None) -> None:
    """Tell every process that the segments changed. Holds the counter's row until the transaction ends."""
    owner_id = guild_id or _EVERYBODY
    first = insert_into(session, CatalogRevisionRow).values(owner_id=owner_id, revision=1)
    count = first.on_conflict_do_update(
        index_elements=[CatalogRevisionRow.owner_id], set_={"revision": CatalogRevisionRow.revision + 1}
    )
    await announce(
        session, owner_id, (await session.execute(count.returning(CatalogRevisionRow.revision))).scalar_one()
    )
