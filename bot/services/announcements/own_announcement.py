from bot.domain.announcements import Announcement
from bot.errors import UserError
from bot.store import announcements
from bot.store.database import Session

_NONE = "There is no such announcement. `/announce list` shows those that there are."


async def own_announcement(session: Session, announcement_id: int, guild_id: int) -> Announcement:
    """Raise UserError where it is not there, or is another server's."""
    found = await announcements.by_id(session, announcement_id, guild_id)
    if found is None:
        raise UserError(_NONE)
    return found


async def held_announcement(session: Session, announcement_id: int, guild_id: int) -> Announcement:
    """The same, and nobody else changes it until the transaction ends."""
    await own_announcement(session, announcement_id, guild_id)
    found = await announcements.hold(session, announcement_id)
    if found is None:
        raise UserError(_NONE)
    return found
