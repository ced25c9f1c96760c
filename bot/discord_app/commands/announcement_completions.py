"""What the options of the announcing commands offer while they are typed, to those who moderate the server."""

from bot.discord_app.announcements.announcement_options import channels_by_name
from bot.discord_app.announcements.announcing_rights import mentions_called
from bot.discord_app.commands.completions import Choices, Typing, choices_of, moderated
from bot.domain.catalog import Scope
from bot.errors import UserError
from bot.services.announcements.complete_moments import complete_moments
from bot.services.announcements.complete_repeats import complete_repeats
from bot.services.announcements.list_announcements import complete_announcements
from bot.services.announcements.rooms_meant import complete_rooms
from bot.services.finding.complete import Choice
from bot.services.finding.understand import FilterWords, understand


async def announcement_choices(interaction: Typing, typed: str) -> Choices:
    guild_id = await moderated(interaction)
    if guild_id is None:
        return []
    return choices_of(await complete_announcements(interaction.client.catalog, typed, guild_id))


async def moment_choices(interaction: Typing, typed: str) -> Choices:
    guild_id = await moderated(interaction)
    if guild_id is None or not typed.strip():
        return []
    now, time_zone = interaction.created_at, interaction.namespace.timezone
    return choices_of(await complete_moments(interaction.client.catalog, typed, guild_id, now, time_zone))


async def repeat_choices(interaction: Typing, typed: str) -> Choices:
    guild_id = await moderated(interaction)
    if guild_id is None:
        return []
    catalog, when = interaction.client.catalog, interaction.namespace.when
    return choices_of(await complete_repeats(catalog, typed, when, guild_id, interaction.created_at))


async def mention_choices(interaction: Typing, typed: str) -> Choices:
    if await moderated(interaction) is None or interaction.guild is None:
        return []
    offered = mentions_called(interaction.guild, typed)
    return choices_of(Choice(name, value) for name, value in offered)


async def room_choices(interaction: Typing, typed: str) -> Choices:
    guild_id = await moderated(interaction)
    if guild_id is None or interaction.guild is None:
        return []
    catalog, named = interaction.client.catalog, interaction.namespace
    try:
        given = await understand(catalog, FilterWords(event=named.event, track=named.track), Scope(guild_id))
    except UserError:
        return []
    channels = channels_by_name(interaction.guild)
    return choices_of(await complete_rooms(catalog, typed, given, guild_id, channels))
