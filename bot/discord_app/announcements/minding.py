"""Looking after announcements that are scheduled: seen, held back, let go on, skipped, sent, ended."""

from collections.abc import Callable
from typing import Any, assert_never

import discord
from discord.utils import format_dt

from bot.discord_app.announcements.announcing_rights import guild_of, people_behind, require_both_may_announce
from bot.discord_app.embeds.announcement_cards import (
    announcement_page_embed,
    cancel_question,
    outline_message,
    test_message,
)
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.replying import edit, reply, show
from bot.discord_app.views.announcement_views import acts_view, cancel_view, list_view
from bot.discord_app.wiring import Wiring
from bot.domain.announcement_acts import Act
from bot.domain.announcements import Announcement, BeforeTalks
from bot.domain.outlines import Outline
from bot.errors import UserError
from bot.services.announcements.change_announcement import announcement_for, cancel, pause, resume, skip_next
from bot.services.announcements.list_announcements import announcement_meant, list_announcements
from bot.services.announcements.outline_announcement import show_announcement
from bot.services.announcements.send_now import send_now
from bot.services.catalog import Catalog


class Minding:
    """`wake` is called when something new may be due."""

    def __init__(self, catalog: Catalog, wiring: Wiring, wake: Callable[[], None]) -> None:
        self._catalog = catalog
        self._wiring = wiring
        self._wake = wake

    async def list(self, interaction: discord.Interaction[Any]) -> None:
        page = await list_announcements(self._catalog, await moderated_guild(interaction, "announce"))
        await reply(interaction, embed=announcement_page_embed(page), view=list_view(page))

    async def turn(self, interaction: discord.Interaction[Any], number: int) -> None:
        page = await list_announcements(self._catalog, await moderated_guild(interaction, "announce"), number)
        await edit(interaction, embed=announcement_page_embed(page), view=list_view(page))

    async def show(self, interaction: discord.Interaction[Any], announcement: str) -> None:
        announcement_id = await self.meant(interaction, announcement)
        message = await self._drawn(interaction, announcement_id)
        await reply(interaction, **message)

    async def test(self, interaction: discord.Interaction[Any], announcement: str) -> None:
        outline = await self._outline(interaction, await self.meant(interaction, announcement))
        await reply(interaction, **test_message(outline.message))

    async def act(self, interaction: discord.Interaction[Any], act: Act, announcement: str) -> None:
        """At a command: what was done is said in a message of its own."""
        announcement_id = await self.meant(interaction, announcement)
        if act is Act.CANCEL:
            await self._ask_to_cancel(interaction, announcement_id)
            return
        said = await self._do(interaction, act, announcement_id)
        await reply(interaction, content=said)

    async def click(self, interaction: discord.Interaction[Any], act: str, announcement_id: int) -> None:
        """At a button: what was done is said above the announcement as it is then."""
        match act:
            case "show":
                said = None
            case "edit":
                await interaction.client.announcing.edit(interaction, announcement_id, {})
                return
            case "cancel":
                await self._ask_to_cancel(interaction, announcement_id)
                return
            case "cancel-for-good":
                said = await self._do(interaction, Act.CANCEL, announcement_id)
            case _ if act in set(Act):
                said = await self._do(interaction, Act(act), announcement_id)
            case _:
                raise UserError("This button was not made by me.")
        message = await self._drawn(interaction, announcement_id, said)
        await edit(interaction, **message)

    async def meant(self, interaction: discord.Interaction[Any], typed: str) -> int:
        return await announcement_meant(self._catalog, typed, await moderated_guild(interaction, "announce"))

    async def _do(self, interaction: discord.Interaction[Any], act: Act, announcement_id: int) -> str:
        """What was done, in a sentence."""
        guild_id, now = await moderated_guild(interaction, "announce"), self._wiring.clock()
        match act:
            case Act.PAUSE:
                await pause(self._catalog, announcement_id, guild_id, now)
                return "**Paused.** Nothing of it goes out before `/announce resume`."
            case Act.RESUME:
                await self._require_rights(interaction, act, announcement_id)
                await resume(self._catalog, announcement_id, guild_id, now)
                self._wake()
                return "**Resumed.** What would have gone out in the meantime does not."
            case Act.SKIP:
                skipped = await skip_next(self._catalog, announcement_id, guild_id, now)
                return f"**Skipped:** nothing goes out {format_dt(skipped.due_at, 'F')}."
            case Act.SEND_NOW:
                announcement = await self._require_rights(interaction, act, announcement_id)
                await send_now(self._catalog, announcement, _asking(interaction), now)
                self._wake()
                return "**On its way.** What was scheduled stays as it is."
            case Act.CANCEL:
                await cancel(self._catalog, announcement_id, guild_id, now)
                return "**Cancelled.** Nothing more of it goes out."
            case Act.EDIT:
                raise AssertionError("an edit opens a form")
            case _:
                assert_never(act)

    async def _require_rights(
        self, interaction: discord.Interaction[Any], act: Act, announcement_id: int
    ) -> Announcement:
        """Raise UserError where who asks may not post there now, whoever scheduled it."""
        announcement = await announcement_for(
            self._catalog, act, announcement_id, await moderated_guild(interaction, "announce")
        )
        schedule = announcement.schedule
        rooms = schedule.channels if isinstance(schedule, BeforeTalks) else ()
        channels = dict.fromkeys((announcement.channel_id, *(channel_id for _, channel_id in rooms)))
        mention = announcement.wording.mention or ""
        require_both_may_announce(interaction, channels, mention, publish=announcement.publish)
        return announcement

    async def _ask_to_cancel(self, interaction: discord.Interaction[Any], announcement_id: int) -> None:
        await announcement_for(
            self._catalog, Act.CANCEL, announcement_id, await moderated_guild(interaction, "announce")
        )
        outline = await self._outline(interaction, announcement_id)
        await show(interaction, content=cancel_question(outline), embeds=[], view=cancel_view(announcement_id))

    async def _outline(self, interaction: discord.Interaction[Any], announcement_id: int) -> Outline:
        guild_id = await moderated_guild(interaction, "announce")
        return await show_announcement(self._catalog, announcement_id, guild_id, self._wiring.clock())

    async def _drawn(
        self, interaction: discord.Interaction[Any], announcement_id: int, said: str | None = None
    ) -> dict[str, Any]:
        """An announcement with its buttons, and with it what was just done to it."""
        outline = await self._outline(interaction, announcement_id)
        people = await people_behind(guild_of(interaction), outline.announcement.wording.mention or "")
        return outline_message(outline, people, said) | {"view": acts_view(outline.announcement)}


def _asking(interaction: discord.Interaction[Any]) -> int:
    """The same for two clicks in a row on a message as it was shown."""
    message = interaction.message
    if message is None:
        return interaction.id
    shown_at = message.edited_at or message.created_at
    return message.id + int(shown_at.timestamp() * 1000)
