"""Importing a source: first what it would do, then, when a person agrees, doing it, all or nothing."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias, assert_never

from bot.domain.history import Action, Actor
from bot.domain.imports import ImportPlan, ProgrammePlan
from bot.domain.programmes import Programme, RecordingList
from bot.errors import UserError
from bot.importers.formats import Reading, ReadOptions, Source
from bot.importers.reading import read_source
from bot.services.catalog import Catalog
from bot.services.changes.apply_plan import Doing, apply_plan
from bot.services.changes.plan_programme import Target, plan_programme
from bot.services.changes.plan_recordings import plan_recordings
from bot.services.changes.target_meant import target_meant
from bot.store import search_index
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
    async with catalog.database.transaction() as session:
        done = await carry_out(session, order, actor=actor, now=now, action=action, progress=progress)
        if not accept_losses:
            require_no_losses(done)
    return done


async def carry_out(
    session: Session,
    order: ImportOrder,
    *,
    actor: Actor,
    now: datetime,
    action: Action = Action.IMPORT,
    progress: Progress | None = None,
) -> tuple[ImportPlan, ...]:
    """Inside the transaction of the caller, who judges what would be lost."""
    await search_index.hold(session, order.wishes.guild_id)
    doing = Doing(action, actor, now)
    said = {"time_zone": order.wishes.time_zone, **order.said}
    done: list[ImportPlan] = []
    async for plan in _plans(session, order, progress):
        done.append(plan)
        await apply_plan(session, plan, doing, said)
    return tuple(done)


def require_no_losses(plans: tuple[ImportPlan, ...]) -> None:
    if any(held_back(plan) for plan in plans):
        raise HeldBack(plans)


async def _plans(session: Session, order: ImportOrder, progress: Progress | None) -> AsyncIterator[ImportPlan]:
    wishes = order.wishes
    target, event_name = await target_meant(session, wishes.event, wishes.guild_id, order.location)
    options = ReadOptions(format_name=wishes.format_name, time_zone=wishes.time_zone, event_name=event_name)
    events_done = talks_done = 0
    seen: Counter[str] = Counter()
    async for reading in _readings(order.source, options):
        yield await _plan(session, reading, _apart(target, reading, seen))
        events_done += 1
        talks_done += len(reading.talks) if isinstance(reading, Programme) else len(reading.recordings)
        if progress is not None:
            progress(events_done, talks_done)


def _apart(target: Target, reading: Reading, seen: Counter[str]) -> Target:
    """A folder may hold an event several times: each is a source of its own, or it would take away the one before."""
    slug = reading.event.slug if isinstance(reading, Programme) and target.event_id is None else ""
    seen[slug] += 1
    return target if seen[slug] == 1 else replace(target, location=f"{target.location} ({seen[slug]})")


async def _plan(session: Session, reading: Reading, target: Target) -> ImportPlan:
    match reading:
        case Programme():
            return await plan_programme(session, reading, target)
        case RecordingList():
            return await plan_recordings(session, reading, target)
        case _:
            assert_never(reading)


async def _readings(source: Source, options: ReadOptions) -> AsyncIterator[Reading]:
    """Read in a thread, so that a large file does not stop the bot from answering."""
    reading = await asyncio.to_thread(read_source, source, options)
    while (one := await asyncio.to_thread(next, reading, None)) is not None:
        yield one
