from typing import assert_never

from rich.text import Text

from bot.cli.composition import fetch_limits, open_catalog
from bot.cli.console import complain, out, say, write_record
from bot.cli.import_text import plan_record, plan_text, unchanged_record
from bot.clock import system_clock
from bot.domain.catalog import CatalogEvent, Scope
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.sync_sources import NotSynced, Synced, SyncOutcome, event_meant, sync_sources
from bot.services.finding.count_talks import count_talks_at, count_talks_of_source
from bot.settings import Settings


async def sync(settings: Settings, event: str | None, guild_id: int | None, *, yes: bool, as_json: bool) -> bool:
    """Whether every source could be read and nothing was held back."""
    limits = fetch_limits(settings)
    async with open_catalog(settings) as catalog:
        meant = None if event is None else await event_meant(catalog, event, Scope(guild_id))
        event_id = None if meant is None else meant.id
        outcomes = sync_sources(catalog, limits, system_clock(), event_id=event_id, accept_losses=yes)
        told = [await _tell(catalog, outcome, as_json=as_json) async for outcome in outcomes]
    if not told:
        _say_that_nothing_is_followed(meant)
    return all(told)


def _say_that_nothing_is_followed(event: CatalogEvent | None) -> None:
    if event is not None:
        raise UserError(f"“{event.event.name}” was not imported from a link, so there is nothing to read again.")
    say("No event was imported from a link, so there is nothing to read again.")


async def _tell(catalog: Catalog, outcome: SyncOutcome, *, as_json: bool) -> bool:
    match outcome:
        case Synced():
            await _tell_synced(catalog, outcome, as_json=as_json)
            return True
        case NotSynced(event, location, reason):
            complain(f"{event.event.name}: {location}: {reason}")
            return False
        case _:
            assert_never(outcome)


async def _tell_synced(catalog: Catalog, outcome: Synced, *, as_json: bool) -> None:
    name = outcome.event.event.name
    if as_json and not outcome.plans:
        talks = await count_talks_at(catalog, outcome.event.id, outcome.location)
        write_record(unchanged_record(outcome.location, outcome.format_name, name, talks))
    elif not outcome.plans:
        out.print(Text.assemble((name, "bold"), f" · {outcome.location} · unchanged"), soft_wrap=True)
    for plan in outcome.plans:
        if as_json:
            write_record(plan_record(outcome.location, plan, await count_talks_of_source(catalog, plan)))
        else:
            out.print(plan_text(plan), soft_wrap=True)
