"""Reading followed sources again, as the bot does by itself and the operator by command."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.history import OPERATOR, Action, Actor, KnownSource
from bot.domain.imports import ImportPlan
from bot.errors import SourceError
from bot.fetching.limits import FetchLimits
from bot.fetching.outcomes import Validators
from bot.services.catalog import Catalog
from bot.services.changes.fetch_source import fetch_order
from bot.services.changes.import_source import HeldBack, ImportWishes, carry_out_import
from bot.services.finding.understand import named_event
from bot.services.references import reference
from bot.store import events, sources


@dataclass(frozen=True, slots=True)
class Synced:
    """The source was read; `plans` were carried out, none where the server said that nothing changed."""

    event: CatalogEvent
    location: str
    plans: tuple[ImportPlan, ...]
    format_name: str


@dataclass(frozen=True, slots=True)
class NotSynced:
    """The source could not be read, or would lose talks. The catalog stands as it was."""

    event: CatalogEvent
    location: str
    reason: str


SyncOutcome: TypeAlias = Synced | NotSynced


async def sync_sources(
    catalog: Catalog,
    limits: FetchLimits,
    now: datetime,
    *,
    event_id: int | None = None,
    actor: Actor = OPERATOR,
    accept_losses: bool = False,
) -> AsyncIterator[SyncOutcome]:
    """Source by source, each for itself. `event_id` narrows them to one event's."""
    for event, source in await _followed(catalog, event_id):
        yield await _sync_one(catalog, event, source, limits, now, actor=actor, accept_losses=accept_losses)


async def event_meant(catalog: Catalog, typed: str, scope: Scope) -> CatalogEvent:
    """Raise UserError where none is meant, or several could be."""
    async with catalog.database.reading() as session:
        return named_event((await catalog.live_index.view(session, scope)).events, typed)


async def _followed(catalog: Catalog, event_id: int | None) -> list[tuple[CatalogEvent, KnownSource]]:
    async with catalog.database.reading() as session:
        known = [source for source in await sources.followed(session) if event_id in {None, source.event_id}]
        return [(await events.any_by_id(session, source.event_id), source) for source in known]


async def _sync_one(
    catalog: Catalog,
    event: CatalogEvent,
    source: KnownSource,
    limits: FetchLimits,
    now: datetime,
    *,
    actor: Actor,
    accept_losses: bool,
) -> SyncOutcome:
    wishes = ImportWishes(
        guild_id=event.guild_id,
        event=reference(event.id),
        format_name=source.format_name,
        time_zone=source.time_zone,
    )
    validators = Validators(etag=source.etag, last_modified=source.last_modified)
    try:
        order = await fetch_order(source.location, wishes, limits, validators)
        if order is None:
            return Synced(event, source.location, (), source.format_name)
        plans = await carry_out_import(
            catalog, order, actor=actor, now=now, action=Action.SYNC, accept_losses=accept_losses
        )
    except (SourceError, HeldBack) as error:
        return NotSynced(event, source.location, str(error))
    return Synced(event, source.location, plans, source.format_name)
