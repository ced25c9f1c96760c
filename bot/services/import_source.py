"""Importing a source: first what it would do, then, when a person agrees, doing it, all or nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias, assert_never

from bot.domain.history import Action, Actor
from bot.domain.imports import ImportPlan, ProgrammePlan
from bot.domain.programmes import Programme, RecordingList
from bot.errors import UserError
from bot.importers.formats import Reading, ReadOptions, Source
from bot.importers.reading import read_source
from bot.search.folding import fold
from bot.services.apply_plan import apply_plan
from bot.services.catalog import Catalog
from bot.services.plan_programme import Target, plan_programme
from bot.services.plan_recordings import plan_recordings
from bot.services.references import id_in
from bot.services.understand import event_names
from bot.store import events
from bot.store.database import Session

# Told after each event with the number of events and talks so far.
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWishes:
    """Whose events an import is for (None: everybody's), and what a person said about the source.

    `event` is the name of an event, or the reference of one that is there.
    """

    guild_id: int | None = None
    event: str | None = None
    format_name: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """`location` is the file's name or the URL; `said` is what the server said of the state that was read."""

    source: Source
    location: str
    wishes: ImportWishes
    said: Mapping[str, str | None] = field(default_factory=dict)


class HeldBack(UserError):  # noqa: N818  the name says what happened
    """Something would be lost; `plans` tell what, and why it waits for an explicit yes."""

    def __init__(self, plans: tuple[ImportPlan, ...]) -> None:
        reasons = [f"{plan.location}: {reason}" for plan in plans if (reason := held_back(plan))]
        super().__init__(f"Held back, and nothing was written. {'; '.join(reasons)}.")
        self.plans = plans


def held_back(plan: ImportPlan) -> str | None:
    return plan.held_back if isinstance(plan, ProgrammePlan) else None


async def preview_import(
    catalog: Catalog, order: ImportOrder, progress: Progress | None = None
) -> tuple[ImportPlan, ...]:
    """What it would do, event by event. Raise SourceError where the source cannot be read."""
    async with catalog.database.reading() as session:
        return tuple([plan async for plan in _plans(session, order, progress)])


async def carry_out_import(
    catalog: Catalog,
    order: ImportOrder,
    *,
    actor: Actor,
    now: datetime,
    action: Action = Action.IMPORT,
    accept_losses: bool = False,
    progress: Progress | None = None,
) -> tuple[ImportPlan, ...]:
    """What was done. Raise HeldBack, with nothing written, where something would be lost and nobody said yes to it."""
    done: list[ImportPlan] = []
    async with catalog.database.transaction() as session:
        async for plan in _plans(session, order, progress):
            done.append(plan)
            if held_back(plan) is None or accept_losses:
                await apply_plan(session, plan, action, actor, now, time_zone=order.wishes.time_zone, **order.said)
        if any(held_back(plan) for plan in done) and not accept_losses:
            raise HeldBack(tuple(done))
    return tuple(done)


async def _plans(session: Session, order: ImportOrder, progress: Progress | None) -> AsyncIterator[ImportPlan]:
    target, event_name = await _target(session, order)
    wishes = order.wishes
    options = ReadOptions(format_name=wishes.format_name, time_zone=wishes.time_zone, event_name=event_name)
    events_done = talks_done = 0
    async for reading in _readings(order.source, options):
        yield await _plan(session, reading, target)
        events_done += 1
        talks_done += len(reading.talks) if isinstance(reading, Programme) else len(reading.recordings)
        if progress is not None:
            progress(events_done, talks_done)


async def _plan(session: Session, reading: Reading, target: Target) -> ImportPlan:
    match reading:
        case Programme():
            return await plan_programme(session, reading, target)
        case RecordingList():
            return await plan_recordings(session, reading, target)
        case _:
            assert_never(reading)


async def _target(session: Session, order: ImportOrder) -> tuple[Target, str | None]:
    """Where it goes, and the name for an event that is not there yet."""
    wanted, guild_id = order.wishes.event, order.wishes.guild_id
    if wanted is None:
        return Target(location=order.location, guild_id=guild_id), None
    for event in await events.of_owner(session, guild_id):
        if id_in(wanted) == event.id or fold(wanted) in map(fold, event_names(event)):
            return Target(location=order.location, guild_id=guild_id, event_id=event.id), event.event.name
    if id_in(wanted) is not None:
        raise UserError("That event is shared by all servers, or gone: a server imports into events of its own.")
    return Target(location=order.location, guild_id=guild_id), wanted


async def _readings(source: Source, options: ReadOptions) -> AsyncIterator[Reading]:
    """Read in a thread, so that a large file does not stop the bot from answering."""
    reading = await asyncio.to_thread(read_source, source, options)
    while (one := await asyncio.to_thread(next, reading, None)) is not None:
        yield one
