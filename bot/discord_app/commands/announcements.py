from typing import TYPE_CHECKING, Literal, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.announcements.announcement_options import AnnouncementOptions
from bot.discord_app.announcements.announcing_rights import Place
from bot.discord_app.commands.announcement_completions import (
    announcement_choices,
    mention_choices,
    moment_choices,
    repeat_choices,
    room_choices,
)
from bot.discord_app.commands.completions import event_choices, talk_choices, time_zone_choices, track_choices
from bot.discord_app.commands.moderating import ModeratorGroup
from bot.discord_app.embeds.limits import MESSAGE
from bot.discord_app.replying import will_open_form
from bot.domain.announcement_acts import Act
from bot.services.announcements.announcement_form import Kind

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

Asking: TypeAlias = "discord.Interaction[TalkbotClient]"
Words: TypeAlias = app_commands.Range[str, 1, 200]
Message: TypeAlias = app_commands.Range[str, 1, MESSAGE]
Grace: TypeAlias = app_commands.Range[int, 1, 1440]

_TIME_ZONE = "Where the time is that of the clock; the server's own if you leave it out"
_ANNOUNCEMENT = "Which one; it completes as you type"

_SHARED = {
    "channel": "Where it goes out",
    "message": "What it says, with placeholders such as {talk.title}; a form asks for it if you leave it out",
    "event": "The event it is about, which fills placeholders and is shown beneath",
    "mention": "Whom it pings: everyone, here or a role; nobody if you leave it out",
    "publish": "Publish it to other servers, from an announcement channel",
    "grace": "For how many minutes it may still go out after its time; 15 if you leave it out",
}


class AnnouncementCommands(
    ModeratorGroup,
    name="announce",
    description="Schedule messages: once, repeating, or before talks",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
):
    @app_commands.command()
    @app_commands.rename(time_zone="timezone")
    @app_commands.describe(
        when="Such as: tomorrow 9:00, fri 17:30, 2026-12-01 09:00, in 20 minutes",
        talk="The talk it is about, which fills placeholders and is shown beneath",
        time_zone=_TIME_ZONE,
        recap="Post the recap of the event in this style, in the place of a message",
        **_SHARED,
    )
    @app_commands.autocomplete(when=moment_choices, time_zone=time_zone_choices, mention=mention_choices)
    @app_commands.autocomplete(event=event_choices, talk=talk_choices)
    async def once(
        self,
        interaction: Asking,
        when: Words,
        channel: Place,
        message: Message | None = None,
        event: Words | None = None,
        talk: Words | None = None,
        mention: Words | None = None,
        publish: bool = False,  # noqa: FBT001, FBT002  an option is passed by its name
        grace: Grace = 15,
        time_zone: app_commands.Range[str, 1, 64] | None = None,
        recap: Literal["compact", "full", "threads"] | None = None,
    ) -> None:
        """Schedule a message: see it as it will be, then schedule it."""
        options = AnnouncementOptions(
            kind=Kind.ONCE,
            channel=channel,
            when=when,
            message=message,
            event=event,
            talk=talk,
            mention=mention,
            publish=publish,
            grace=grace,
            time_zone=time_zone,
            recap=recap,
        )
        await interaction.client.announcing.begin(interaction, options)

    @app_commands.command()
    @app_commands.rename(time_zone="timezone")
    @app_commands.describe(
        when="The first time, from which on it repeats. Such as: mon 9:00, 2026-12-01 17:30",
        every="Such as: day, weekdays, week, 2 weeks on tue, second tuesday, month on the 15th",
        until="The last day, such as 2027-06-30",
        times="After how many times it ends",
        time_zone=_TIME_ZONE,
        **_SHARED,
    )
    @app_commands.autocomplete(when=moment_choices, time_zone=time_zone_choices, mention=mention_choices)
    @app_commands.autocomplete(event=event_choices, every=repeat_choices)
    async def repeat(
        self,
        interaction: Asking,
        when: Words,
        every: Words,
        channel: Place,
        message: Message | None = None,
        event: Words | None = None,
        until: Words | None = None,
        times: app_commands.Range[int, 1, 1000] | None = None,
        mention: Words | None = None,
        publish: bool = False,  # noqa: FBT001, FBT002  an option is passed by its name
        grace: Grace = 15,
        time_zone: app_commands.Range[str, 1, 64] | None = None,
    ) -> None:
        """Schedule a message that repeats, by the clock of one place all year round."""
        options = AnnouncementOptions(
            kind=Kind.REPEAT,
            channel=channel,
            when=when,
            every=every,
            until=until,
            times=times,
            message=message,
            event=event,
            mention=mention,
            publish=publish,
            grace=grace,
            time_zone=time_zone,
        )
        await interaction.client.announcing.begin(interaction, options)

    @app_commands.command()
    @app_commands.describe(
        **_SHARED
        | {
            "event": "The event whose talks are announced",
            "minutes": "How long before each talk; several notices: 30, 5",
            "channel": "Where they go out, but for rooms with channels of their own",
            "message": "What stands above the talks, with placeholders; how soon they start if you leave it out",
            "track": "Only the talks of this track",
            "rooms": "Only some rooms: Room 5, Ballroom A; a channel for each: Room 5: #room-5; or: by name",
        }
    )
    @app_commands.autocomplete(event=event_choices, track=track_choices, rooms=room_choices, mention=mention_choices)
    async def talks(
        self,
        interaction: Asking,
        event: Words,
        minutes: Words,
        channel: Place,
        message: Message | None = None,
        track: Words | None = None,
        rooms: app_commands.Range[str, 1, 1000] | None = None,
        mention: Words | None = None,
        publish: bool = False,  # noqa: FBT001, FBT002  an option is passed by its name
        grace: Grace = 15,
    ) -> None:
        """Announce each talk of an event some minutes before it starts; a talk that moves takes its notices along."""
        options = AnnouncementOptions(
            kind=Kind.TALKS,
            channel=channel,
            when=minutes,
            message=message,
            event=event,
            track=track,
            rooms=rooms,
            mention=mention,
            publish=publish,
            grace=grace,
        )
        await interaction.client.announcing.begin(interaction, options)

    @app_commands.command(name="list")
    async def list_(self, interaction: Asking) -> None:
        """List what is scheduled, the newest first."""
        await interaction.client.minding.list(interaction)

    @app_commands.command()
    @app_commands.describe(announcement=_ANNOUNCEMENT)
    @app_commands.autocomplete(announcement=announcement_choices)
    async def show(self, interaction: Asking, announcement: Words) -> None:
        """Show an announcement: what it says, when it goes out next, what became of it."""
        await interaction.client.minding.show(interaction, announcement)

    @app_commands.command()
    @app_commands.describe(
        announcement=_ANNOUNCEMENT, channel="Another channel from now on", publish="Publish it or not from now on"
    )
    @app_commands.autocomplete(announcement=announcement_choices)
    async def edit(
        self,
        interaction: Asking,
        announcement: Words,
        channel: Place | None = None,
        publish: bool | None = None,  # noqa: FBT001  an option is passed by its name
    ) -> None:
        """Change an announcement in a form: text, time, whom it pings; what went out stays as it is."""
        changes = {"channel_id": None if channel is None else channel.id, "publish": publish}
        given = {name: value for name, value in changes.items() if value is not None}
        will_open_form(interaction)
        announcement_id = await interaction.client.minding.meant(interaction, announcement)
        await interaction.client.announcing.edit(interaction, announcement_id, given)

    @app_commands.command()
    @app_commands.describe(announcement=_ANNOUNCEMENT)
    @app_commands.autocomplete(announcement=announcement_choices)
    async def pause(self, interaction: Asking, announcement: Words) -> None:
        """Hold an announcement back until it is resumed."""
        await interaction.client.minding.act(interaction, Act.PAUSE, announcement)

    @app_commands.command()
    @app_commands.describe(announcement=_ANNOUNCEMENT)
    @app_commands.autocomplete(announcement=announcement_choices)
    async def resume(self, interaction: Asking, announcement: Words) -> None:
        """Let an announcement go out again; what it missed meanwhile is not sent."""
        await interaction.client.minding.act(interaction, Act.RESUME, announcement)

    @app_commands.command()
    @app_commands.describe(announcement=_ANNOUNCEMENT)
    @app_commands.autocomplete(announcement=announcement_choices)
    async def skip(self, interaction: Asking, announcement: Words) -> None:
        """Leave out the next time that it would go out."""
        await interaction.client.minding.act(interaction, Act.SKIP, announcement)

    @app_commands.command()
    @app_commands.describe(announcement=_ANNOUNCEMENT)
    @app_commands.autocomplete(announcement=announcement_choices)
    async def cancel(self, interaction: Asking, announcement: Words) -> None:
        """End an announcement for good; asks first."""
        await interaction.client.minding.act(interaction, Act.CANCEL, announcement)

    @app_commands.command(name="send-now")
    @app_commands.describe(announcement=_ANNOUNCEMENT)
    @app_commands.autocomplete(announcement=announcement_choices)
    async def send_now(self, interaction: Asking, announcement: Words) -> None:
        """Send an announcement now, beside its schedule."""
        await interaction.client.minding.act(interaction, Act.SEND_NOW, announcement)

    @app_commands.command()
    @app_commands.describe(announcement=_ANNOUNCEMENT)
    @app_commands.autocomplete(announcement=announcement_choices)
    async def test(self, interaction: Asking, announcement: Words) -> None:
        """See for yourself what an announcement says; nobody else does, and nobody is pinged."""
        await interaction.client.minding.test(interaction, announcement)
