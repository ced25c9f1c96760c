"""A backup does not know what went out after it was made, so what may have gone out is not sent again by itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.announcements import AnnouncementState, OccurrenceState
from bot.store.announcement_tables import AnnouncementRow, OccurrenceRow
from bot.store.recap_tables import RecapPostRow

_MAY_BE_OUT = "a backup was restored, and it may have gone out before that"
_HALTED = "A backup was restored: look at what is in the channel already."


async def leave_to_people(session: AsyncSession, now: datetime) -> None:
    """What was due by now is reported as missed, with a button that sends it; recaps that were under way wait."""
    active = select(AnnouncementRow.id).where(AnnouncementRow.state == AnnouncementState.ACTIVE.value)
    was_due = (
        OccurrenceRow.state.in_([OccurrenceState.WAITING.value, OccurrenceState.CLAIMED.value]),
        OccurrenceRow.due_at <= now,
        OccurrenceRow.announcement_id.in_(active),
    )
    missed: dict[str, Any] = {
        "state": OccurrenceState.MISSED.value,
        "claimed_by": None,
        "lease_until": None,
        "doubtful_since": None,
        "sent_as": [],
        "trouble": _MAY_BE_OUT,
        "untold": True,
    }
    await session.execute(
        update(OccurrenceRow).where(*was_due).values(missed), execution_options={"synchronize_session": False}
    )
    under_way = (RecapPostRow.finished_at.is_(None), RecapPostRow.halted_because.is_(None))
    halted = {"halted_because": _HALTED, "claimed_until": None}
    await session.execute(update(RecapPostRow).where(*under_way).values(halted))
