from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.commands.completions import event_choices
from bot.discord_app.responder import scope_of
from bot.domain.lookups import EventListing
from bot.services.finding.show_event import show_event

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

Asking: TypeAlias = "discord.Interaction[TalkbotClient]"


class EventCommands(app_commands.Group, name="event", description="See which events the catalog holds"):
    @app_commands.command(name="list")
    async def list_(self, interaction: Asking) -> None:
        """List all events, the newest first."""
        await interaction.client.responder.open(interaction, EventListing())

    @app_commands.command()
    @app_commands.describe(event="A name as you remember it; it completes as you type")
    @app_commands.autocomplete(event=event_choices)
    async def show(self, interaction: Asking, event: app_commands.Range[str, 1, 200]) -> None:
        """Show an event: dates, place, days and tracks."""
        catalog, scope = interaction.client.catalog, scope_of(interaction)
        await interaction.client.responder.respond(interaction, lambda: show_event(catalog, event, scope))
