from datetime import datetime

from bot.domain.history import OPERATOR, Action
from bot.domain.imports import ProgrammePlan
from bot.domain.programmes import Programme
from bot.services.changes.apply_plan import Doing, apply_plan
from bot.services.changes.plan_programme import Target, plan_programme
from bot.store import search_index
from bot.store.database import Session


async def save_programme(
    session: Session, programme: Programme, *, location: str, guild_id: int | None, now: datetime
) -> ProgrammePlan:
    """Import without asking: what was done. Saving the same programme again changes nothing."""
    await search_index.hold(session, guild_id)
    plan = await plan_programme(session, programme, Target(location=location, guild_id=guild_id))
    await apply_plan(session, plan, Doing(Action.IMPORT, OPERATOR, now), {})
    return plan
