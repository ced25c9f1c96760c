import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli.composition import fetch_limits, open_catalog
from bot.cli.console import aside, complain, out, say
from bot.cli.import_text import plan_record, plan_text
from bot.cli.sources import source_at
from bot.clock import system_clock
from bot.domain.history import OPERATOR
from bot.domain.imports import ImportPlan
from bot.errors import SourceError, UserError
from bot.services.catalog import Catalog
from bot.services.count_talks import count_talks_of_source
from bot.services.fetch_source import fetch_order, is_url
from bot.services.import_source import (
    ImportOrder,
    ImportWishes,
    carry_out_import,
    preview_import,
)
from bot.services.import_source import Progress as OnProgress
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """How far the operator wants to go without being asked."""

    dry_run: bool
    yes: bool


async def import_all(
    settings: Settings, locations: Sequence[str], wishes: ImportWishes, consent: Consent, *, as_json: bool
) -> bool:
    """Each source for itself: one that cannot be read does not stop the others. Whether all were imported."""
    failed = 0
    async with open_catalog(settings) as catalog:
        for location in locations:
            try:
                order = await _order(settings, location, wishes)
                await _import_one(catalog, order, consent, as_json=as_json)
            except (SourceError, UserError) as error:
                failed += 1
                complain(f"{location}: {error}")
    return failed == 0


async def _order(settings: Settings, location: str, wishes: ImportWishes) -> ImportOrder:
    if not is_url(location):
        source = source_at(Path(location))
        return ImportOrder(source=source, location=source.name, wishes=wishes)
    order = await fetch_order(location, wishes, fetch_limits(settings))
    if order is None:
        raise SourceError("the server says that nothing changed, though it was not asked")
    return order


async def _import_one(catalog: Catalog, order: ImportOrder, consent: Consent, *, as_json: bool) -> None:
    if consent.yes and not consent.dry_run:
        await _show(catalog, order, await _carry_out(catalog, order), as_json=as_json)
        return
    with _progress(order.location) as progress:
        plans = await preview_import(catalog, order, progress)
    await _show(catalog, order, plans, as_json=as_json)
    if consent.dry_run or all(plan.changes_nothing for plan in plans):
        return
    if not _agreed():
        raise UserError("nothing was written. --yes applies it without asking, --dry-run only looks.")
    await _carry_out(catalog, order)
    say("Applied.")


async def _carry_out(catalog: Catalog, order: ImportOrder) -> tuple[ImportPlan, ...]:
    """The operator has seen what would be lost, or said --yes to whatever it is."""
    with _progress(order.location) as progress:
        return await carry_out_import(
            catalog, order, actor=OPERATOR, now=system_clock(), accept_losses=True, progress=progress
        )


async def _show(catalog: Catalog, order: ImportOrder, plans: Sequence[ImportPlan], *, as_json: bool) -> None:
    for plan in plans:
        if as_json:
            talks = await count_talks_of_source(catalog, plan)
            sys.stdout.write(json.dumps(plan_record(order.location, plan, talks), ensure_ascii=False) + "\n")
        else:
            out.print(plan_text(plan))


@contextmanager
def _progress(name: str) -> Iterator[OnProgress]:
    """A bar without an end, for a source does not say beforehand how much is in it."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=aside, transient=True, disable=not aside.is_terminal) as bar:
        task = bar.add_task(name, total=None)

        def show(events: int, talks: int) -> None:
            bar.update(task, description=f"{name}: {events} events, {talks} talks")

        yield show


def _agreed() -> bool:
    if not sys.stdin.isatty():
        return False
    return out.input("Apply this? [y/N] ").strip().casefold() in {"y", "yes"}
