from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal, TypeVar

from sqlalchemy import ColumnElement, Select, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.lookups import TalkFilter
from bot.domain.talks import Link, Speaker, Talk
from bot.store import events, speakers
from bot.store.tables import EventRow, SourceKeyRow, SpeakerRow, TalkRow, TalkSpeakerRow, TalkTagRow

_PLAIN_COLUMNS = (
    "title",
    "title_confirmed",
    "cancelled",
    "abstract",
    "session_type",
    "part_of",
    "track",
    "room",
    "held_on",
    "starts_at",
    "ends_at",
    "language",
    "url",
    "video_url",
)

Value = TypeVar("Value")


async def by_ids(session: AsyncSession, ids: Sequence[int], scope: Scope) -> tuple[CatalogTalk, ...]:
    """In the order of `ids`; an id that is not there, or not visible, is left out."""
    talks = await _read(session, _visible_talks(scope).where(TalkRow.id.in_(ids)))
    talks_by_id = {talk.id: talk for talk in talks}
    return tuple(talks_by_id[talk_id] for talk_id in ids if talk_id in talks_by_id)


async def of_event(session: AsyncSession, event_id: int) -> tuple[CatalogTalk, ...]:
    query = select(TalkRow, EventRow).join(EventRow).where(TalkRow.event_id == event_id)
    return await _read(session, query.order_by(TalkRow.id))


async def programme(
    session: AsyncSession, talk_filter: TalkFilter, scope: Scope, *, offset: int, limit: int
) -> tuple[CatalogTalk, ...]:
    """In time order; talks whose time or day is not known come after those of which it is."""
    query = _visible_talks(scope).where(*_conditions(talk_filter))
    in_time_order = (
        TalkRow.held_on.is_(None),
        TalkRow.held_on,
        TalkRow.starts_at.is_(None),
        TalkRow.starts_at,
        TalkRow.room,
        TalkRow.id,
    )
    return await _read(session, query.order_by(*in_time_order).offset(offset).limit(limit))


async def latest(
    session: AsyncSession, talk_filter: TalkFilter, scope: Scope, *, offset: int, limit: int
) -> tuple[CatalogTalk, ...]:
    """Newest first; talks whose day is not known come last."""
    query = _visible_talks(scope).where(*_conditions(talk_filter))
    newest_first = (TalkRow.held_on.is_(None), TalkRow.held_on.desc(), TalkRow.starts_at.desc(), TalkRow.id)
    return await _read(session, query.order_by(*newest_first).offset(offset).limit(limit))


async def count(session: AsyncSession, talk_filter: TalkFilter, scope: Scope) -> int:
    query = select(func.count()).select_from(TalkRow).join(EventRow)
    return await session.scalar(query.where(events.visible(scope), *_conditions(talk_filter))) or 0


async def speaker_names(session: AsyncSession, talk_filter: TalkFilter, scope: Scope) -> tuple[str, ...]:
    query = select(SpeakerRow.name).join(TalkSpeakerRow).join(TalkRow).join(EventRow)
    query = query.where(events.visible(scope), *_conditions(talk_filter)).distinct().order_by(SpeakerRow.name)
    return tuple(await session.scalars(query))


async def recording_count(session: AsyncSession, event_id: int) -> int:
    query = select(func.count(TalkRow.video_url)).where(TalkRow.event_id == event_id)
    return await session.scalar(query) or 0


async def matching_ids(session: AsyncSession, talk_filter: TalkFilter, scope: Scope) -> frozenset[int]:
    query = select(TalkRow.id).join(EventRow).where(events.visible(scope), *_conditions(talk_filter))
    return frozenset(await session.scalars(query))


async def facets(
    session: AsyncSession,
    talk_filter: TalkFilter,
    scope: Scope,
    column: Literal["track", "held_on", "language", "room"],
) -> tuple[tuple[Any, int], ...]:
    """The values that a column has among the talks, each with how many talks have it, in the values' order."""
    value = getattr(TalkRow, column)
    query = select(value, func.count()).join(EventRow).where(events.visible(scope), *_conditions(talk_filter))
    rows = await session.execute(query.where(value.is_not(None)).group_by(value).order_by(value))
    return tuple(rows.all())


async def add_all(session: AsyncSession, event_id: int, added: Sequence[Talk]) -> tuple[int, ...]:
    """The new talks' ids, in the order given."""
    if not added:
        return ()
    new_ids = insert(TalkRow).returning(TalkRow.id, sort_by_parameter_order=True)
    rows = [_columns(talk) | {"event_id": event_id} for talk in added]
    ids = tuple(await session.scalars(new_ids, rows))
    await _add_children(session, dict(zip(ids, added, strict=True)))
    return ids


async def put_back(session: AsyncSession, event_id: int, talk_id: int, talk: Talk) -> None:
    """A removed talk under the id that it had, which no other talk has taken."""
    session.add(TalkRow(id=talk_id, event_id=event_id, **_columns(talk)))
    await session.flush()
    await _add_children(session, {talk_id: talk})


async def remove(session: AsyncSession, talk_ids: Sequence[int]) -> None:
    await session.execute(delete(TalkRow).where(TalkRow.id.in_(talk_ids)))


async def replace(session: AsyncSession, talk_id: int, talk: Talk) -> None:
    row = await session.get_one(TalkRow, talk_id)
    for name, value in _columns(talk).items():
        setattr(row, name, value)
    await session.execute(delete(TalkSpeakerRow).where(TalkSpeakerRow.talk_id == talk_id))
    await session.execute(delete(TalkTagRow).where(TalkTagRow.talk_id == talk_id))
    await _add_children(session, {talk_id: talk})


async def _add_children(session: AsyncSession, talks_by_id: Mapping[int, Talk]) -> None:
    names = {speaker.name for talk in talks_by_id.values() for speaker in talk.speakers}
    speaker_ids = await speakers.ids_by_name(session, names)
    appearances = [
        _speaker_columns(speaker) | {"talk_id": talk_id, "position": position, "speaker_id": speaker_ids[speaker.name]}
        for talk_id, talk in talks_by_id.items()
        for position, speaker in enumerate(talk.speakers)
    ]
    if appearances:
        await session.execute(insert(TalkSpeakerRow), appearances)
    tags = [
        {"talk_id": talk_id, "position": position, "tag": tag}
        for talk_id, talk in talks_by_id.items()
        for position, tag in enumerate(talk.tags)
    ]
    if tags:
        await session.execute(insert(TalkTagRow), tags)


def _visible_talks(scope: Scope) -> Select[TalkRow, EventRow]:
    return select(TalkRow, EventRow).join(EventRow).where(events.visible(scope))


def _conditions(talk_filter: TalkFilter) -> Iterable[ColumnElement[bool]]:
    if talk_filter.event_id is not None:
        yield TalkRow.event_id == talk_filter.event_id
    if talk_filter.speakers:
        by_speaker = select(TalkSpeakerRow.talk_id).join(SpeakerRow).where(SpeakerRow.name.in_(talk_filter.speakers))
        yield TalkRow.id.in_(by_speaker)
    if talk_filter.track is not None:
        yield TalkRow.track == talk_filter.track
    if talk_filter.day is not None:
        yield TalkRow.held_on == talk_filter.day
    if talk_filter.language is not None:
        yield TalkRow.language == talk_filter.language


async def _read(session: AsyncSession, query: Select[TalkRow, EventRow]) -> tuple[CatalogTalk, ...]:
    rows = (await session.execute(query)).all()
    ids = [row.id for row, _ in rows]
    speakers_by_talk = await _speakers(session, ids)
    tags_by_talk = await _tags(session, ids)
    key_by_talk = await _keys(session, ids)
    return tuple(
        CatalogTalk(
            talk_row.id,
            events.to_event(event_row),
            Talk(
                key=key_by_talk.get(talk_row.id, str(talk_row.id)),
                speakers=tuple(speakers_by_talk.get(talk_row.id, ())),
                tags=tuple(tags_by_talk.get(talk_row.id, ())),
                links=tuple(Link(**link) for link in talk_row.links),
                **{name: getattr(talk_row, name) for name in _PLAIN_COLUMNS},
            ),
        )
        for talk_row, event_row in rows
    )


async def _speakers(session: AsyncSession, talk_ids: Sequence[int]) -> Mapping[int, list[Speaker]]:
    row = TalkSpeakerRow
    query = (
        select(row.talk_id, SpeakerRow.name, row.affiliation, row.role, row.note)
        .join(SpeakerRow)
        .where(row.talk_id.in_(talk_ids))
        .order_by(row.talk_id, row.position)
    )
    found = await session.execute(query)
    return _grouped(
        (talk_id, Speaker(name=name, affiliation=affiliation, role=role, note=note))
        for talk_id, name, affiliation, role, note in found
    )


async def _tags(session: AsyncSession, talk_ids: Sequence[int]) -> Mapping[int, list[str]]:
    query = select(TalkTagRow.talk_id, TalkTagRow.tag).where(TalkTagRow.talk_id.in_(talk_ids))
    found = await session.execute(query.order_by(TalkTagRow.talk_id, TalkTagRow.position))
    return _grouped(found)


async def _keys(session: AsyncSession, talk_ids: Sequence[int]) -> Mapping[int, str]:
    """What the latest source calls each talk comes first, so the earliest is read last and stays."""
    query = select(SourceKeyRow.talk_id, SourceKeyRow.key).where(SourceKeyRow.talk_id.in_(talk_ids))
    found = await session.execute(query.order_by(SourceKeyRow.source_id.desc(), SourceKeyRow.key.desc()))
    return dict(found.all())


def _grouped(pairs: Iterable[tuple[int, Value]]) -> Mapping[int, list[Value]]:
    groups: dict[int, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _columns(talk: Talk) -> dict[str, Any]:
    columns = {name: getattr(talk, name) for name in _PLAIN_COLUMNS}
    return columns | {"links": [asdict(link) for link in talk.links]}


def _speaker_columns(speaker: Speaker) -> dict[str, Any]:
    return {"affiliation": speaker.affiliation, "role": speaker.role, "note": speaker.note}
