from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store import events
from bot.store.advisory_locks import AdvisoryLock
from bot.store.batches import batches
from bot.store.tables import EventRow, SpeakerRow, TalkRow, TalkSpeakerRow
from bot.store.upserting import insert_into, is_postgres


async def ids_by_name(session: AsyncSession, names: Collection[str]) -> Mapping[str, int]:
    """Names that are not there yet are added."""
    if not names:
        return {}
    known = await _known(session, names)
    missing = sorted(set(names) - known.keys())
    if not missing:
        return known
    await _add(session, missing)
    return {**known, **await _known(session, missing)}


async def _add(session: AsyncSession, names: Sequence[str]) -> None:
    if is_postgres(session):
        # Two writers with the same new names, each in several steps, would wait for one another in a circle.
        await session.execute(select(func.pg_advisory_xact_lock(AdvisoryLock.SPEAKERS)))
    new = insert_into(session, SpeakerRow).on_conflict_do_nothing()
    await session.execute(new, [{"name": name} for name in names])


async def names_of_owner(session: AsyncSession, guild_id: int | None) -> tuple[str, ...]:
    """Those who speak at one owner's events: a server's own, or (None) the shared ones."""
    query = select(SpeakerRow.name).join(TalkSpeakerRow).join(TalkRow).join(EventRow)
    query = query.where(events.owned_by(guild_id)).distinct().order_by(SpeakerRow.name)
    return tuple(await session.scalars(query))


async def _known(session: AsyncSession, names: Collection[str]) -> Mapping[str, int]:
    known: dict[str, int] = {}
    for some in batches(list(names)):
        rows = await session.execute(select(SpeakerRow.name, SpeakerRow.id).where(SpeakerRow.name.in_(some)))
        known.update(rows.all())
    return known
