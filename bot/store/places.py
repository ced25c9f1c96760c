"""The channels that servers chose, for whatever they chose them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.announcements import AnnouncementState, OccurrenceState
from bot.domain.places import Place
from bot.store.announcement_tables import AnnouncementRow, OccurrenceRow
from bot.store.change_tables import ChangeChannelRow
from bot.store.recap_tables import RecapPostRow
from bot.store.rows import Row
from bot.store.settings_tables import ServerSettingsRow


@dataclass(frozen=True, slots=True)
class _Choice:
    """`holds` leaves out what is over."""

    row: type[Row]
    column: str
    used_for: str
    holds: ColumnElement[bool]


CHOICES = (
    _Choice(ChangeChannelRow, "channel_id", "news of changes", true()),
    _Choice(ServerSettingsRow, "log_channel_id", "the bot's own reports", true()),
    _Choice(AnnouncementRow, "channel_id", "announcements", AnnouncementRow.state == AnnouncementState.ACTIVE.value),
    _Choice(OccurrenceRow, "channel_id", "announcements", OccurrenceRow.state == OccurrenceState.WAITING.value),
    _Choice(RecapPostRow, "channel_id", "a recap", RecapPostRow.finished_at.is_(None)),
)


async def in_use(session: AsyncSession) -> tuple[Place, ...]:
    """Each once for what it is used for, by server."""
    found: set[Place] = set()
    for choice in CHOICES:
        columns = choice.row.__table__.c
        channel_id = columns[choice.column]
        query = select(columns.guild_id, channel_id).where(choice.holds, channel_id.is_not(None)).distinct()
        found |= {Place(*row, choice.used_for) for row in await session.execute(query)}
    return tuple(sorted(found))
