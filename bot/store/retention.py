"""What goes when it is old enough, and what stays although it has a time. A new table with a time is named here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, false, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.announcements import AnnouncementState, OccurrenceState
from bot.store.announcement_tables import AnnouncementRow, OccurrenceRow
from bot.store.change_tables import CatalogChangeRow
from bot.store.question_tables import MissedQuestionRow
from bot.store.rows import Row

# Forms and imports that nobody came back to. What a preview says would change is another question a day later.
KEPT_WAITING = timedelta(hours=24)

# Few enough that nobody who writes meanwhile waits for long.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """`since` names the column from which the days count; `is_over` leaves out what is still needed."""

    row: type[Row]
    since: str
    is_over: ColumnElement[bool]


_OVER = tuple(
    state.value
    for state in (
        OccurrenceState.SENT,
        OccurrenceState.MISSED,
        OccurrenceState.SKIPPED,
        OccurrenceState.CANCELLED,
    )
)
_NO_OCCURRENCES = ~select(OccurrenceRow.id).where(OccurrenceRow.announcement_id == AnnouncementRow.id).exists()
# One that follows the talks of an event goes on when these get new times.
_FINISHED = (AnnouncementRow.state == AnnouncementState.FINISHED.value) & AnnouncementRow.event_id.is_(None)
_CANCELLED = AnnouncementRow.state == AnnouncementState.CANCELLED.value

RULES = (
    Rule(CatalogChangeRow, "changed_at", true()),
    Rule(MissedQuestionRow, "last_asked_at", true()),
    Rule(OccurrenceRow, "give_up_at", OccurrenceRow.state.in_(_OVER) & (OccurrenceRow.untold == false())),
    Rule(AnnouncementRow, "created_at", (_CANCELLED | _FINISHED) & _NO_OCCURRENCES),
)

STAYS = {
    "talks": "the catalog itself",
    "sources": "the catalog itself",
    "recap_edits": "written to be used again",
    "recap_posts": "a post can be brought up to date as long as it is known",
    "recap_parts": "goes with its post",
    "conversations": "goes after a day by a rule of its own",
    "kept_forms": "goes after a day by a rule of its own",
    "pending_imports": "goes after a day by a rule of its own",
    "lookups": "goes with history, and after half a year at the latest, by a rule of its own",
}


async def drop_some(session: AsyncSession, rule: Rule, before: datetime) -> int:
    """How many went; none when all have gone. What belongs to them goes with them."""
    table = rule.row.__table__
    old = select(*table.primary_key).where(table.c[rule.since] < before, rule.is_over).limit(_AT_ONCE)
    gone = await session.execute(
        delete(rule.row).where(tuple_(*table.primary_key).in_(old)).returning(*table.primary_key),
        execution_options={"synchronize_session": False},
    )
    return len(gone.all())
