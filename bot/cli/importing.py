from collections.abc import Sequence
from dataclasses import dataclass

from bot.cli.composition import fetch_limits, open_catalog
from bot.cli.console import agreed, aside, can_ask, complain, out, say, write_record
from bot.cli.import_text import plan_record, plan_text
from bot.cli.progress import progress_bar
from bot.cli.sources import as_text, each_source, order_at
from bot.clock import system_clock
from bot.domain.history import OPERATOR
from bot.domain.imports import ImportPlan
from bot.errors import SourceError, UserError
from bot.services.catalog import Catalog
from bot.services.changes.import_source import (
    ImportOrder,
    ImportWishes,
    carry_out_import,
    preview_import,
)
from bot.services.changes.missing_wish import Wish, missing_wish
from bot.services.finding.count_talks import count_talks_of_source
from bot.settings import Settings

_OPTIONS = {Wish.EVENT: "--event NAME", Wish.TIME_ZONE: "--timezone ZONE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """How far the operator wants to go without being asked."""

    dry_run: bool
    yes: bool


@dataclass(frozen=True, slots=True)
class _Import:
    """`location` is the source as the operator named it."""

    location: str
    order: ImportOrder
    as_json: bool


async def import_all(
    settings: Settings, locations: Sequence[str], wishes: ImportWishes, consent: Consent, *, as_json: bool
) -> bool:
    """Each source for itself: one that cannot be read does not stop the others. Whether all were imported."""
    failed = 0
    async with open_catalog(settings) as catalog:
        for location in (source for named in locations for source in each_source(named)):
            try:
                order = await order_at(location, wishes, fetch_limits(settings))
                await _import_one(catalog, _Import(as_text(location), order, as_json), consent)
            except (SourceError, UserError) as error:
                failed += 1
                complain(f"{as_text(location)}: {error}{_advice(error)}")
    return failed == 0


def _advice(error: Exception) -> str:
    """The option that would help, where there is one."""
    wish = missing_wish(error) if isinstance(error, SourceError) else None
    return "" if wish is None else f" ({_OPTIONS[wish]})"


async def _import_one(catalog: Catalog, wanted: _Import, consent: Consent) -> None:
    if consent.dry_run:
        await _show(catalog, wanted, await _preview(catalog, wanted))
    elif consent.yes:
        await _show(catalog, wanted, await _carry_out(catalog, wanted))
    else:
        await _import_if_agreed(catalog, wanted)


async def _import_if_agreed(catalog: Catalog, wanted: _Import) -> None:
    """What changes nothing needs no consent; it still tells the catalog where the talks can be read again."""
    plans = await _preview(catalog, wanted)
    if all(plan.changes_nothing for plan in plans):
        await _show(catalog, wanted, await _carry_out(catalog, wanted))
        return
    if not can_ask():
        await _show(catalog, wanted, plans)
        raise UserError("nothing was written. --yes applies it without asking, --dry-run only looks.")
    for plan in plans:
        # What a program reads comes when it is done.
        (aside if wanted.as_json else out).print(plan_text(plan), soft_wrap=True)
    if not agreed("Apply this? [y/N] "):
        raise UserError("nothing was written.")
    done = await _carry_out(catalog, wanted)
    if wanted.as_json:
        await _show(catalog, wanted, done)
    say("Applied.")


async def _preview(catalog: Catalog, wanted: _Import) -> tuple[ImportPlan, ...]:
    with progress_bar(wanted.order.location) as progress:
        return await preview_import(catalog, wanted.order, progress)


async def _carry_out(catalog: Catalog, wanted: _Import) -> tuple[ImportPlan, ...]:
    """The operator has seen what would be lost, or said --yes to whatever it is."""
    with progress_bar(wanted.order.location) as progress:
        return await carry_out_import(
            catalog, wanted.order, actor=OPERATOR, now=system_clock(), accept_losses=True, progress=progress
        )


async def _show(catalog: Catalog, wanted: _Import, plans: Sequence[ImportPlan]) -> None:
    for plan in plans:
        if wanted.as_json:
            talks = await count_talks_of_source(catalog, plan)
            write_record(plan_record(wanted.location, plan, talks))
        else:
            out.print(plan_text(plan), soft_wrap=True)
