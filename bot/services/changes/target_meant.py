from bot.errors import UserError
from bot.search.folding import fold
from bot.services.changes.plan_programme import Target
from bot.services.finding.understand import event_names
from bot.services.references import id_in
from bot.store import events
from bot.store.database import Session


async def target_meant(
    session: Session, wanted: str | None, guild_id: int | None, location: str
) -> tuple[Target, str | None]:
    """Where an import goes, and the name for an event that is not there yet.

    `wanted` is the name of an event, or the reference of one that is there. Raise UserError where that is out of reach.
    """
    if wanted is None:
        return Target(location=location, guild_id=guild_id), None
    for event in await events.of_owner(session, guild_id):
        if id_in(wanted) == event.id or fold(wanted) in map(fold, event_names(event)):
            return Target(location=location, guild_id=guild_id, event_id=event.id), event.event.name
    if id_in(wanted) is not None:
        raise UserError("That event is shared by all servers, or gone: a server imports into events of its own.")
    return Target(location=location, guild_id=guild_id), wanted
