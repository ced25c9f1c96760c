"""What a server may change: its own events, and no others."""

from bot.domain.catalog import CatalogEvent, CatalogTalk, Scope
from bot.errors import UserError
from bot.store import events, talks
from bot.store.database import Session


async def own_talk(session: Session, talk_id: int, guild_id: int | None) -> CatalogTalk:
    """Raise UserError where the talk is gone, or is not of the owner's events."""
    found = await talks.by_ids(session, [talk_id], Scope(guild_id))
    if not found:
        raise UserError("That talk is no longer in the catalog.")
    require_own(found[0].event, guild_id)
    return found[0]


async def own_event(session: Session, event_id: int, guild_id: int | None) -> CatalogEvent:
    """Raise UserError where the event is gone, or is not the owner's."""
    event = await events.by_id(session, event_id, Scope(guild_id))
    if event is None:
        raise UserError("That event is no longer in the catalog.")
    require_own(event, guild_id)
    return event


def require_own(event: CatalogEvent, guild_id: int | None) -> None:
    """Raise UserError where the event is not the owner's."""
    if event.guild_id != guild_id:
        raise UserError(f"“{event.event.name}” is shared by all servers, so it cannot be changed from here.")
