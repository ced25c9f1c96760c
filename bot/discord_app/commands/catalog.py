from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.catalog.following import Channel
from bot.discord_app.catalog.importing import ImportOptions
from bot.discord_app.catalog.missed_questions import show_missed_questions
from bot.discord_app.commands.completions import (
    event_choices,
    own_event_choices,
    own_talk_choices,
    time_zone_choices,
)
from bot.discord_app.commands.moderating import ModeratorGroup
from bot.discord_app.embeds.limits import CHOICE
from bot.domain.exports import ExportFormat
from bot.services.changes.describe_sources import formats

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

Asking: TypeAlias = "discord.Interaction[TalkbotClient]"
Words: TypeAlias = app_commands.Range[str, 1, 200]

_FORMATS = [app_commands.Choice(name=one.name[:CHOICE], value=one.value) for one in formats()]


class CatalogCommands(
    ModeratorGroup,
    name="catalog",
    description="Look after this server's own events",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
):
    @app_commands.command(name="import")
    @app_commands.rename(format_name="format", time_zone="timezone")
    @app_commands.describe(
        file="A schedule as your conference tool exports it",
        url="A link to one, which can be read again later",
        event="The event it is about: one of yours, or the name of a new one",
        format_name="Only where it is not recognised by itself",
        time_zone="Where the event is held, if the times do not say",
    )
    @app_commands.choices(format_name=_FORMATS)
    @app_commands.autocomplete(event=own_event_choices, time_zone=time_zone_choices)
    async def import_(
        self,
        interaction: Asking,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, 2000] | None = None,
        event: Words | None = None,
        format_name: str | None = None,
        time_zone: app_commands.Range[str, 1, 64] | None = None,
    ) -> None:
        """Import a schedule: see what would change, then apply it."""
        options = ImportOptions(file=file, url=url, event=event, format_name=format_name, time_zone=time_zone)
        await interaction.client.importing.preview(interaction, options)

    @app_commands.command()
    @app_commands.describe(talk="One of this server's own talks; it completes as you type")
    @app_commands.autocomplete(talk=own_talk_choices)
    async def edit(self, interaction: Asking, talk: Words) -> None:
        """Correct a talk: title, speakers, time, room, links, abstract."""
        await interaction.client.correcting.edit(interaction, talk)

    @app_commands.command()
    @app_commands.describe(talk="The talk that is to go", event="The event that is to go, with all its talks")
    @app_commands.autocomplete(talk=own_talk_choices, event=own_event_choices)
    async def remove(self, interaction: Asking, talk: Words | None = None, event: Words | None = None) -> None:
        """Remove a talk, or an event with all its talks; asks first."""
        await interaction.client.correcting.ask_to_remove(interaction, talk, event)

    @app_commands.command()
    async def history(self, interaction: Asking) -> None:
        """See who changed what, and when."""
        await interaction.client.correcting.show_history(interaction)

    @app_commands.command()
    async def undo(self, interaction: Asking) -> None:
        """Take the last change back; asks first."""
        await interaction.client.correcting.ask_to_undo(interaction)

    @app_commands.command()
    async def questions(self, interaction: Asking) -> None:
        """See what was asked in this server and not found."""
        await show_missed_questions(interaction, interaction.client.catalog)

    @app_commands.command()
    @app_commands.describe(event="The event", channel="Where to tell of it; here, if you name none")
    @app_commands.autocomplete(event=event_choices)
    async def follow(self, interaction: Asking, event: Words, channel: Channel | None = None) -> None:
        """Be told in a channel when an event changes at its source."""
        await interaction.client.following.follow(interaction, event, channel)

    @app_commands.command()
    @app_commands.describe(event="The event")
    @app_commands.autocomplete(event=event_choices)
    async def unfollow(self, interaction: Asking, event: Words) -> None:
        """No longer be told when an event changes."""
        await interaction.client.following.unfollow(interaction, event)

    @app_commands.command()
    @app_commands.describe(event="One of this server's own events that was imported from a link")
    @app_commands.autocomplete(event=own_event_choices)
    async def sync(self, interaction: Asking, event: Words) -> None:
        """Read an event's source again, now."""
        await interaction.client.following.read_again(interaction, event)

    @app_commands.command()
    @app_commands.rename(export_format="format")
    @app_commands.describe(event="The event", export_format="yaml, json and csv keep everything; ics is for calendars")
    @app_commands.autocomplete(event=event_choices)
    async def export(self, interaction: Asking, event: Words, export_format: ExportFormat) -> None:
        """Get an event as a file, which an import reads back."""
        await interaction.client.exporting.export(interaction, event, export_format)
