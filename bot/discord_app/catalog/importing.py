"""An import by a moderator: read, shown, and done or dropped at a click."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

import discord
from discord import Colour

from bot.discord_app.attachments import read_attachment
from bot.discord_app.embeds.markdown import escaped
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.progress import Say, progress
from bot.discord_app.replying import defer, edit
from bot.discord_app.views.imports import import_message, import_question
from bot.discord_app.wiring import Wiring
from bot.domain.history import Actor
from bot.domain.imports import ImportPlan
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.await_import import Applied, StillHeldBack, confirm_import, drop_order, keep_order
from bot.services.changes.fetch_source import fetch_order, file_order
from bot.services.changes.import_source import ImportOrder, ImportWishes, carry_out_import, preview_import
from bot.services.settings.choose_zone import time_zone_meant


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What was put into the options of the command."""

    file: discord.Attachment | None
    url: str | None
    event: str | None
    format_name: str | None
    time_zone: str | None


class Importing:
    def __init__(self, catalog: Catalog, wiring: Wiring) -> None:
        self._catalog = catalog
        self._wiring = wiring

    async def preview(self, interaction: discord.Interaction[Any], options: ImportOptions) -> None:
        guild_id = await moderated_guild(interaction, "catalog")
        wishes = _wishes(options, guild_id, self._wiring.clock())
        await defer(interaction)
        async with progress(interaction, self._wiring.progress_seconds) as say:
            order = await self._order(interaction, options, wishes, say)
            plans = await preview_import(self._catalog, order, lambda events, talks: say(_counted(events, talks)))
        if all(plan.changes_nothing for plan in plans):
            done = await self._note_source(order, interaction)
            await edit(interaction, **import_message("Nothing changes: the catalog says the same already.", done))
            return
        token = await keep_order(self._catalog, order, guild_id, self._wiring.clock())
        await edit(interaction, **import_question(plans, token))

    async def apply(self, interaction: discord.Interaction[Any], token: str, losing: int) -> None:
        guild_id = await moderated_guild(interaction, "catalog")
        confirmation = await confirm_import(
            self._catalog,
            token,
            guild_id=guild_id,
            losing=losing,
            actor=Actor(interaction.user.id),
            now=self._wiring.clock(),
        )
        match confirmation:
            case Applied(plans):
                await edit(
                    interaction, **import_message("**Applied.** `/catalog undo` takes it back.", plans, Colour.green())
                )
            case StillHeldBack(plans):
                await edit(interaction, **import_question(plans, token))
            case _:
                assert_never(confirmation)

    async def _note_source(self, order: ImportOrder, interaction: discord.Interaction[Any]) -> tuple[ImportPlan, ...]:
        """What changes nothing needs no consent; it still tells the catalog where the talks can be read again."""
        actor = Actor(interaction.user.id)
        return await carry_out_import(self._catalog, order, actor=actor, now=self._wiring.clock())

    async def cancel(self, interaction: discord.Interaction[Any], token: str) -> None:
        guild_id = await moderated_guild(interaction, "catalog")
        await drop_order(self._catalog, token, guild_id)
        await edit(interaction, content="Cancelled: nothing was changed.", embeds=[], view=None, attachments=[])

    async def _order(
        self, interaction: discord.Interaction[Any], options: ImportOptions, wishes: ImportWishes, say: Say
    ) -> ImportOrder:
        if options.file is not None:
            limit = min(interaction.filesize_limit, self._wiring.fetch_limits.max_bytes)
            say(f"Reading {escaped(options.file.filename, 100)} …")
            return file_order(options.file.filename, await read_attachment(options.file, limit), wishes)
        order = await fetch_order(
            options.url or "",
            wishes,
            self._wiring.fetch_limits,
            progress=lambda come, total: say(_fetched(come, total)),
        )
        assert order is not None, "no state was named that could be unchanged"  # noqa: S101  for the type checker
        return order


def _wishes(options: ImportOptions, guild_id: int, now: datetime) -> ImportWishes:
    if (options.file is None) == (options.url is None):
        raise UserError("Give either a file or a link: `/catalog import file:…` or `/catalog import url:…`.")
    return ImportWishes(
        guild_id=guild_id,
        event=options.event,
        format_name=options.format_name,
        time_zone=None if options.time_zone is None else time_zone_meant(options.time_zone, now),
    )


def _fetched(come: int, total: int | None) -> str:
    of_all = "" if total is None else f" of {total / 2**20:.1f}"
    return f"Fetching: {come / 2**20:.1f}{of_all} MB …"


def _counted(events: int, talks: int) -> str:
    return f"Reading: {events} {'event' if events == 1 else 'events'}, {talks} talks …"
