from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.event_recaps import RecapStyle
from bot.domain.recap_posts import PartKind, PostOrder, RecapPart, RecapPost
from bot.store.recap_tables import RecapPartRow, RecapPostRow


async def add(
    session: AsyncSession,
    order: PostOrder,
    parts: Iterable[RecapPart],
    now: datetime,
    occurrence_id: int | None = None,
) -> int:
    row = RecapPostRow(
        guild_id=order.guild_id,
        event_id=order.event_id,
        channel_id=order.channel_id,
        author_id=order.author_id,
        style=order.style,
        mention=order.mention,
        publish=order.publish,
        created_at=now,
        occurrence_id=occurrence_id,
    )
    session.add(row)
    await session.flush()
    await add_parts(session, row.id, parts)
    return row.id


async def add_parts(session: AsyncSession, post_id: int, parts: Iterable[RecapPart]) -> None:
    rows = [{**_part_columns(part), "post_id": post_id} for part in parts]
    if rows:
        await session.execute(insert(RecapPartRow), rows)


async def by_id(session: AsyncSession, post_id: int) -> RecapPost | None:
    found = await _posts(session, RecapPostRow.id == post_id)
    return found[0] if found else None


async def of_occurrence(session: AsyncSession, occurrence_id: int) -> RecapPost | None:
    found = await _posts(session, RecapPostRow.occurrence_id == occurrence_id)
    return found[0] if found else None


async def of_event(session: AsyncSession, guild_id: int, event_id: int) -> tuple[RecapPost, ...]:
    """Oldest first."""
    return await _posts(session, RecapPostRow.guild_id == guild_id, RecapPostRow.event_id == event_id)


async def unfinished(session: AsyncSession, now: datetime) -> tuple[tuple[int, int], ...]:
    """The ids of those that nobody holds and that wait for nobody, each with its server's, oldest first."""
    row = RecapPostRow
    waiting = (row.finished_at.is_(None), row.halted_because.is_(None), _is_free(now))
    found = await session.execute(select(row.id, row.guild_id).where(*waiting).order_by(row.id))
    return tuple((id, guild_id) for id, guild_id in found)


async def claim(session: AsyncSession, post_id: int, now: datetime, until: datetime) -> bool:
    """Whether it is this process's from now on: of several that ask at once, one is told so."""
    row = RecapPostRow
    query = update(row).where(row.id == post_id, row.finished_at.is_(None), _is_free(now))
    claimed = await session.execute(query.values(claimed_until=until, halted_because=None).returning(row.id))
    return claimed.scalar() is not None


async def renew(session: AsyncSession, post_id: int, until: datetime) -> None:
    await _set(session, post_id, claimed_until=until)


async def release(session: AsyncSession, post_id: int, halted_because: str | None) -> None:
    await _set(session, post_id, claimed_until=None, halted_because=halted_because)


async def finish(session: AsyncSession, post_id: int, now: datetime) -> None:
    await _set(session, post_id, claimed_until=None, finished_at=now)


async def reopen(session: AsyncSession, post_id: int) -> None:
    await _set(session, post_id, finished_at=None)


async def change_part(session: AsyncSession, post_id: int, number: int, **columns: Any) -> None:
    row = RecapPartRow
    await session.execute(update(row).where(row.post_id == post_id, row.number == number).values(**columns))


async def drop_parts(session: AsyncSession, post_id: int, numbers: Collection[int]) -> None:
    row = RecapPartRow
    await session.execute(delete(row).where(row.post_id == post_id, row.number.in_(numbers)))


async def remove(session: AsyncSession, post_id: int) -> None:
    await session.execute(delete(RecapPostRow).where(RecapPostRow.id == post_id))


async def known_messages(session: AsyncSession, message_ids: Sequence[int]) -> frozenset[int]:
    """Those of them that are some post's."""
    query = select(RecapPartRow.message_id).where(RecapPartRow.message_id.in_(message_ids))
    return frozenset(id for id in await session.scalars(query) if id is not None)


async def unpublished(session: AsyncSession) -> tuple[tuple[Any, ...], ...]:
    """Of finished posts that are to be published: post, number, channel and message, oldest first."""
    post, part = RecapPostRow, RecapPartRow
    query = select(part.post_id, part.number, part.place_id, part.message_id).join(post, post.id == part.post_id)
    waiting = (post.publish, post.finished_at.is_not(None), part.published.is_(False), part.message_id.is_not(None))
    in_channel = (part.kind == PartKind.MESSAGE, part.place_id == post.channel_id)
    rows = await session.execute(query.where(*waiting, *in_channel).order_by(part.post_id, part.number))
    return tuple(tuple(row) for row in rows)


async def _posts(session: AsyncSession, *conditions: Any) -> tuple[RecapPost, ...]:
    rows = (await session.scalars(select(RecapPostRow).where(*conditions).order_by(RecapPostRow.id))).all()
    ids = [row.id for row in rows]
    query = select(RecapPartRow).where(RecapPartRow.post_id.in_(ids)).order_by(RecapPartRow.number)
    parts: dict[int, list[RecapPart]] = {id: [] for id in ids}
    for part in await session.scalars(query.execution_options(populate_existing=True)):
        parts[part.post_id].append(_part(part))
    return tuple(_post(row, parts[row.id]) for row in rows)


async def _set(session: AsyncSession, post_id: int, **columns: Any) -> None:
    await session.execute(update(RecapPostRow).where(RecapPostRow.id == post_id).values(**columns))


def _is_free(now: datetime) -> Any:
    return or_(RecapPostRow.claimed_until.is_(None), RecapPostRow.claimed_until <= now)


def _post(row: RecapPostRow, parts: Iterable[RecapPart]) -> RecapPost:
    order = PostOrder(
        guild_id=row.guild_id,
        event_id=row.event_id,
        channel_id=row.channel_id,
        author_id=row.author_id,
        style=RecapStyle(row.style),
        mention=row.mention,
        publish=row.publish,
    )
    return RecapPost(
        id=row.id,
        order=order,
        created_at=row.created_at,
        finished_at=row.finished_at,
        halted_because=row.halted_because,
        parts=tuple(parts),
    )


def _part(row: RecapPartRow) -> RecapPart:
    return RecapPart(
        number=row.number,
        key=row.key,
        kind=PartKind(row.kind),
        content=row.content,
        place_id=row.place_id,
        message_id=row.message_id,
        published=row.published,
    )


def _part_columns(part: RecapPart) -> Mapping[str, Any]:
    known = ("number", "key", "kind", "content", "place_id", "message_id", "published")
    return {name: getattr(part, name) for name in known} | {"content": dict(part.content)}
