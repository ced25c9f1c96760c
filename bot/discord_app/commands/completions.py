"""What the options of several commands offer while they are typed."""

from collections.abc import Awaitable, Callable, Hashable, Iterable
from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.embeds.limits import CHOICE
from bot.discord_app.embeds.markdown import plain
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.responder import scope_of
from bot.errors import UserError
from bot.services.changes.choose_own import complete_own_events, complete_own_talks
from bot.services.finding import complete
from bot.services.finding.look_again import look_again
from bot.services.settings.choose_zone import complete_time_zones

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

Typing: TypeAlias = "discord.Interaction[TalkbotClient]"
Choices: TypeAlias = list[app_commands.Choice[str]]


async def talk_choices(interaction: Typing, typed: str) -> Choices:
    return await _offered(interaction, complete.complete_talks, typed)


async def event_choices(interaction: Typing, typed: str) -> Choices:
    return await _offered(interaction, complete.complete_events, typed)


async def own_talk_choices(interaction: Typing, typed: str) -> Choices:
    guild_id = await moderated(interaction)
    if guild_id is None:
        return []
    catalog = interaction.client.catalog
    return choices_of(await look_again(lambda: complete_own_talks(catalog, typed, guild_id)))


async def own_event_choices(interaction: Typing, typed: str) -> Choices:
    guild_id = await moderated(interaction)
    if guild_id is None:
        return []
    catalog = interaction.client.catalog
    return choices_of(await look_again(lambda: complete_own_events(catalog, typed, guild_id)))


async def time_zone_choices(interaction: Typing, typed: str) -> Choices:
    return choices_of(complete_time_zones(typed, interaction.created_at))


async def speaker_choices(interaction: Typing, typed: str) -> Choices:
    return await _offered(interaction, complete.complete_speakers, typed)


async def track_choices(interaction: Typing, typed: str) -> Choices:
    return await _offered(interaction, complete.complete_tracks, typed, interaction.namespace.event)


async def day_choices(interaction: Typing, typed: str) -> Choices:
    return await _offered(interaction, complete.complete_days, typed, interaction.namespace.event)


async def language_choices(interaction: Typing, typed: str) -> Choices:
    return await _offered(interaction, complete.complete_languages, typed)


async def _offered(
    interaction: Typing, completing: Callable[..., Awaitable[Iterable[complete.Choice]]], typed: str, *given: Hashable
) -> Choices:
    scope = scope_of(interaction)

    async def draw() -> Choices:
        return choices_of(await look_again(lambda: completing(interaction.client.catalog, typed, scope, *given)))

    return await interaction.client.choices.of((completing, typed, given), scope, draw)


async def moderated(interaction: Typing) -> int | None:
    """The server's id for those who may use the command. Others are offered nothing: an error would not be seen."""
    group = interaction.command.root_parent if isinstance(interaction.command, app_commands.Command) else None
    try:
        return await moderated_guild(interaction, group.name) if group else None
    except (app_commands.MissingPermissions, UserError):
        return None


def choices_of(offered: Iterable[complete.Choice]) -> Choices:
    """A value that is too long is cut: what is left of it is understood like anything typed."""
    return [
        app_commands.Choice(name=plain(choice.name, CHOICE) or choice.value, value=choice.value[:CHOICE])
        for choice in offered
    ]
