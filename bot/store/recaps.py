from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.event_recaps import NO_EDITS, Grouping, RecapEdits
from bot.domain.recaps import Theme
from bot.store.recap_tables import RecapEditsRow


async def edits_of(session: AsyncSession, guild_id: int, event_id: int) -> RecapEdits:
    row = await session.get(RecapEditsRow, (guild_id, event_id))
    return NO_EDITS if row is None else _edits(row.content)


async def put_edits(
    session: AsyncSession, guild_id: int, event_id: int, edits: RecapEdits, *, editor_id: int, edited_at: datetime
) -> None:
    row = RecapEditsRow(guild_id=guild_id, event_id=event_id, content=_plain(edits))
    row.edited_at, row.editor_id = edited_at, editor_id
    await session.merge(row)


async def drop_edits(session: AsyncSession, guild_id: int, event_id: int) -> None:
    row = RecapEditsRow
    await session.execute(delete(row).where(row.guild_id == guild_id, row.event_id == event_id))


def _plain(edits: RecapEdits) -> dict[str, Any]:
    content = {one.name: getattr(edits, one.name) for one in fields(edits)}
    return content | {
        "themes": None if edits.themes is None else [[theme.title, theme.text] for theme in edits.themes],
        "put_in": sorted(edits.put_in),
        "left_out": sorted(edits.left_out),
        "summaries": {str(talk_id): text for talk_id, text in edits.summaries.items()},
    }


def _edits(content: dict[str, Any]) -> RecapEdits:
    known = {one.name: content[one.name] for one in fields(RecapEdits)}
    themes, grouping = content["themes"], content["grouping"]
    return RecapEdits(
        **known
        | {name: _tuple(content[name]) for name in ("highlights", "what_next", "order")}
        | {
            "themes": None if themes is None else tuple(Theme(title=title, text=text) for title, text in themes),
            "grouping": None if grouping is None else Grouping(grouping),
            "put_in": frozenset(content["put_in"]),
            "left_out": frozenset(content["left_out"]),
            "summaries": {int(talk_id): text for talk_id, text in content["summaries"].items()},
        }
    )


def _tuple(values: list[Any] | None) -> tuple[Any, ...] | None:
    return None if values is None else tuple(values)
