"""An import between its preview and its confirmation: kept in the database, so that the button outlives the process."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.domain.history import Actor
from bot.domain.imports import ImportPlan, ProgrammePlan
from bot.errors import UserError
from bot.importers.formats import SourceFile
from bot.services.catalog import Catalog
from bot.services.changes.import_source import (
    HeldBack,
    ImportOrder,
    ImportWishes,
    carry_out,
    require_no_losses,
)
from bot.store import pending_imports, retention
from bot.store.pending_imports import PendingImport

_GONE = "This import was applied or dropped already. Start again with `/catalog import`."


@dataclass(frozen=True, slots=True)
class Applied:
    plans: tuple[ImportPlan, ...]


@dataclass(frozen=True, slots=True)
class StillHeldBack:
    """More would be lost than was agreed to. Nothing was written, and the import still waits."""

    plans: tuple[ImportPlan, ...]


Confirmation: TypeAlias = Applied | StillHeldBack


def talks_lost(plans: Iterable[ImportPlan]) -> int:
    """How many talks go from their source where a plan waits for an explicit yes."""
    held = [plan for plan in plans if isinstance(plan, ProgrammePlan) and plan.held_back]
    return sum(len(plan.gone) + len(plan.elsewhere) for plan in held)


async def keep_order(catalog: Catalog, order: ImportOrder, guild_id: int, now: datetime) -> str:
    """The token that the confirming button carries."""
    assert isinstance(order.source, SourceFile), "only files and URLs come through Discord"  # noqa: S101  for the type checker
    wishes = order.wishes
    pending = PendingImport(
        token=secrets.token_hex(16),
        guild_id=guild_id,
        location=order.location,
        file_name=order.source.name,
        content=order.source.content,
        options={
            "event": wishes.event,
            "format_name": wishes.format_name,
            "time_zone": wishes.time_zone,
            "said": dict(order.said),
        },
        created_at=now,
    )
    async with catalog.database.transaction() as session:
        await pending_imports.drop_older(session, now - retention.KEPT_WAITING)
        await pending_imports.keep(session, pending)
    return pending.token


async def kept_order(catalog: Catalog, token: str, guild_id: int) -> ImportOrder:
    """Raise UserError where it was confirmed, cancelled or forgotten meanwhile."""
    async with catalog.database.reading() as session:
        pending = await pending_imports.by_token(session, token, guild_id)
    if pending is None:
        raise UserError(_GONE)
    options = dict(pending.options)
    said = options.pop("said")
    return ImportOrder(
        source=SourceFile(pending.file_name, pending.content),
        location=pending.location,
        wishes=ImportWishes(guild_id=guild_id, **options),
        said=said,
    )


async def confirm_import(
    catalog: Catalog, token: str, *, guild_id: int, losing: int, actor: Actor, now: datetime
) -> Confirmation:
    """Plan anew and do it, once: of several that confirm at the same time, all but one get a UserError.

    `losing` is how many talks the person agreed to lose.
    """
    order = await kept_order(catalog, token, guild_id)
    try:
        async with catalog.database.transaction() as session:
            if not await pending_imports.drop(session, token, guild_id):
                raise UserError(_GONE)
            plans = await carry_out(session, order, actor=actor, now=now)
            if talks_lost(plans) > losing:
                require_no_losses(plans)
    except HeldBack as held:
        return StillHeldBack(held.plans)
    return Applied(plans)


async def drop_order(catalog: Catalog, token: str, guild_id: int) -> None:
    """Raise UserError where it was confirmed, cancelled or forgotten meanwhile."""
    async with catalog.database.transaction() as session:
        if not await pending_imports.drop(session, token, guild_id):
            raise UserError(_GONE)
