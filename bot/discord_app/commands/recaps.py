from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.announcements.announcing_rights import guild_of, mention_meant
from bot.discord_app.commands.announcement_completions import mention_choices
from bot.discord_app.commands.completions import event_choices, talk_choices
from bot.discord_app.commands.moderating import ModeratorGroup
from bot.discord_app.recaps.recap_places import Place, RecapWishes, place_meant
from bot.domain.event_recaps import RecapStyle

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

Asking: TypeAlias = "discord.Interaction[TalkbotClient]"
Words: TypeAlias = app_commands.Range[str, 1, 200]

Style: TypeAlias = Literal["compact", "full", "threads"]


class _PlaceOption(app_commands.Transformer):
    """All channels that a recap can be posted in; not media channels, where every post is a picture."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        kinds = discord.ChannelType
        threads = [kinds.news_thread, kinds.public_thread, kinds.private_thread]
        return [kinds.text, kinds.news, kinds.forum, kinds.voice, kinds.stage_voice, *threads]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Place:
        return place_meant(interaction, value.id)


_EVENT = "The event; it completes as you type"
_STYLE = "compact: one message; full: a few; threads: one a talk. Full if you name none"
_MENTION = "Whom it pings: everyone, here or a role; nobody if you leave it out"


class RecapCommands(
    ModeratorGroup,
    name="recap",
    description="Sum an event up for those who missed it",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
):
    @app_commands.command()
    @app_commands.describe(event=_EVENT, talk="Edit what is said of this talk at once")
    @app_commands.autocomplete(event=event_choices, talk=talk_choices)
    async def edit(self, interaction: Asking, event: Words, talk: Words | None = None) -> None:
        """Write over the draft: its words, which talks are in, their order, what is said of each."""
        await interaction.client.recap_editing.begin(interaction, event, talk)

    @app_commands.command()
    @app_commands.describe(event=_EVENT, style=_STYLE, mention=_MENTION)
    @app_commands.autocomplete(event=event_choices, mention=mention_choices)
    async def preview(
        self, interaction: Asking, event: Words, style: Style = "full", mention: Words | None = None
    ) -> None:
        """See exactly what would be posted, for your eyes only."""
        pinged = mention_meant(guild_of(interaction), mention or "") or None
        wishes = RecapWishes(style=RecapStyle(style), mention=pinged)
        await interaction.client.recap_previewing.preview(interaction, event, wishes)

    @app_commands.command()
    @app_commands.describe(
        event=_EVENT,
        channel="A channel, thread or forum",
        style=_STYLE,
        mention=_MENTION,
        publish="Publish it to other servers, from an announcement channel",
    )
    @app_commands.autocomplete(event=event_choices, mention=mention_choices)
    async def post(
        self,
        interaction: Asking,
        event: Words,
        channel: app_commands.Transform[Place, _PlaceOption],
        style: Style = "full",
        mention: Words | None = None,
        publish: bool = False,  # noqa: FBT001, FBT002  an option is passed by its name
    ) -> None:
        """Post the recap of an event in a channel; asks first where it was posted before."""
        pinged = mention_meant(channel.guild, mention or "") or None
        wishes = RecapWishes(style=RecapStyle(style), mention=pinged, publish=publish)
        await interaction.client.recapping.post(interaction, event, channel, wishes)

    @app_commands.command()
    @app_commands.describe(event=_EVENT)
    @app_commands.autocomplete(event=event_choices)
    async def update(self, interaction: Asking, event: Words) -> None:
        """Bring what was posted up to date where it stands, and hear which messages changed."""
        await interaction.client.recapping.update(interaction, event)
