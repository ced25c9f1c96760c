from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store import events
from bot.store.tables import EventRow, SpeakerRow, TalkRow, TalkSpeakerRow


async def ids_by_name(session: AsyncSession, names: Collection[str]) -> Mapping[str, int]:
    """Names that are not there yet are added, in alphabetical order so that two writers never wait in a circle."""
    if not names:
        return {}
    known = await _known(session, names)
    missing = sorted(set(names) - known.keys())
    if not missing:
        return known
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    await session.execute(insert(SpeakerRow).on_conflict_do_nothing(), [{"name": name} for name in missing])
    return {**known, **await _known(session, missing)}


async def names_of_owner(session: AsyncSession, guild_id: int | None) -> tuple[str, ...]:
    """Those who speak at one owner's events: a server's own, or (None) the shared ones."""
    query = select(SpeakerRow.name).join(TalkSpeakerRow).join(TalkRow).join(EventRow)
    query = query.where(events.owned_by(guild_id)).distinct().order_by(SpeakerRow.name)
    return tuple(await session.scalars(query))


async def _known(session: AsyncSession, names: Collection[str]) -> Mapping[str, int]:
    rows = await session.execute(select(SpeakerRow.name, SpeakerRow.id).where(SpeakerRow.name.in_(names)))
    return dict(rows.all())
