"""Bringing talks out of the database, one statement for all of a talk: a round trip costs more than what it brings."""

from collections.abc import Iterable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import JSON, ColumnElement, ScalarSelect, Select, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.catalog import CatalogTalk
from bot.domain.talks import Link, Speaker, Talk
from bot.store import events
from bot.store.tables import EventRow, SourceKeyRow, SpeakerRow, TalkRow, TalkSpeakerRow, TalkTagRow
from bot.store.upserting import is_postgres

PLAIN_COLUMNS = (
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

# What JSON brings of a talk's children: one list a child, in no order. PostgreSQL gives None for no children.
_Children: TypeAlias = list[list[Any]] | None


async def read_talks(session: AsyncSession, query: Select[TalkRow, EventRow]) -> tuple[CatalogTalk, ...]:
    return await read_all(session, query.add_columns(*children(postgres=is_postgres(session))), {})


async def read_all(session: AsyncSession, query: Select[Any], values: Mapping[str, Any]) -> tuple[CatalogTalk, ...]:
    """`query` selects talk, event and the talk's children; `values` are of its parameters."""
    rows = (await session.execute(query, values)).all()
    events_by_id = {row.id: events.to_event(row) for row in {row[1] for row in rows}}
    return tuple(
        CatalogTalk(talk.id, events_by_id[event.id], _talk(talk, speakers, tags, keys))
        for talk, event, speakers, tags, keys in rows
    )


def _talk(row: TalkRow, speakers: _Children, tags: _Children, keys: _Children) -> Talk:
    return Talk(
        key=_earliest_key(keys) or str(row.id),
        speakers=tuple(
            Speaker(name=name, affiliation=affiliation, role=role, note=note)
            for _, name, affiliation, role, note in _in_order(speakers)
        ),
        tags=tuple(tag for _, tag in _in_order(tags)),
        links=tuple(Link(**link) for link in row.links),
        **{name: getattr(row, name) for name in PLAIN_COLUMNS},
    )


@cache
def children(*, postgres: bool) -> tuple[ScalarSelect[Any], ...]:
    """Speakers, tags and source keys: what they are ordered by, then their values."""
    return tuple(_children(postgres=postgres))


def _children(*, postgres: bool) -> Iterable[ScalarSelect[Any]]:
    part = TalkSpeakerRow
    columns = (part.position, SpeakerRow.name, part.affiliation, part.role, part.note)
    speakers = select(_gathered(*columns, postgres=postgres)).join(SpeakerRow, SpeakerRow.id == part.speaker_id)
    yield speakers.where(part.talk_id == TalkRow.id).correlate(TalkRow).scalar_subquery()
    tags = select(_gathered(TalkTagRow.position, TalkTagRow.tag, postgres=postgres))
    yield tags.where(TalkTagRow.talk_id == TalkRow.id).correlate(TalkRow).scalar_subquery()
    keys = select(_gathered(SourceKeyRow.source_id, SourceKeyRow.key, postgres=postgres))
    yield keys.where(SourceKeyRow.talk_id == TalkRow.id).correlate(TalkRow).scalar_subquery()


def _gathered(*columns: Any, postgres: bool) -> ColumnElement[Any]:
    """Children as one JSON list; the two databases have the same functions under different names."""
    if postgres:
        return type_coerce(func.json_agg(func.json_build_array(*columns)), JSON)
    return type_coerce(func.json_group_array(func.json_array(*columns)), JSON)


def _in_order(children: _Children) -> list[list[Any]]:
    return sorted(children or (), key=itemgetter(0))


def _earliest_key(keys: _Children) -> str | None:
    """What the earliest source calls the talk; of several keys there, the first by alphabet."""
    return min(keys)[1] if keys else None
