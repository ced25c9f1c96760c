from datetime import datetime

from sqlalchemy import Select, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.announcements import OccurrenceState
from bot.domain.stock import Stock
from bot.store.announcement_tables import OccurrenceRow
from bot.store.tables import EventRow, SpeakerRow, TalkRow

# In the SQL itself, for else the partial index would not fit.
_WAITING = literal(OccurrenceState.WAITING.value, literal_execute=True)


async def stock(session: AsyncSession, now: datetime) -> Stock:
    row = OccurrenceRow
    waiting = select(func.count()).select_from(row).where(row.state == _WAITING)
    counts: tuple[Select[int], ...] = (
        *(select(func.count()).select_from(table) for table in (EventRow, TalkRow, SpeakerRow)),
        waiting,
        waiting.where(row.next_try_at <= now),
    )
    found = await session.execute(select(*(count.scalar_subquery() for count in counts)))
    return Stock(*found.one())
