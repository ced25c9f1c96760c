"""An announcement from the command to its schedule: asked for, shown, and done or dropped at a click."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import discord

from bot.discord_app.announcements.announcement_options import AnnouncementOptions, form_from_options
from bot.discord_app.announcements.announcing_rights import (
    guild_of,
    mention_meant,
    mention_name,
    people_behind,
    require_both_may_announce,
)
from bot.discord_app.embeds.announcement_cards import current_embeds, preview_message, scheduled_text
from bot.discord_app.embeds.limits import MESSAGE
from bot.discord_app.embeds.markdown import prose
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.recaps.recap_places import RecapWishes, place_meant, require_both_may_recap
from bot.discord_app.replying import edit, open_form, show, will_open_form
from bot.discord_app.views.announcement_modal import SubmittedAnnouncement, announcement_modal
from bot.discord_app.views.announcement_views import preview_view, question_view, returned_view
from bot.discord_app.wiring import Wiring
from bot.domain.announcement_acts import Act
from bot.domain.announcements import Announcement
from bot.domain.moments import Doubtful
from bot.errors import UserError
from bot.services.announcements.announcement_form import (
    AnnouncementForm,
    Kind,
    channels_of,
    filled_in,
    form_of,
    moment_line,
)
from bot.services.announcements.change_announcement import announcement_for
from bot.services.announcements.keep_announcement_form import (
    drop_announcement_form,
    keep_announcement_form,
    kept_announcement_form,
)
from bot.services.announcements.outline_announcement import outline_announcement, show_announcement
from bot.services.announcements.schedule_announcement import (
    ChangedMeanwhileError,
    opened_again,
    schedule_announcement,
    understand_form,
)
from bot.services.catalog import Catalog
from bot.services.settings.show_settings import settings_of


class Announcing:
    """`wake` is called when something new may be due."""

    def __init__(self, catalog: Catalog, wiring: Wiring, wake: Callable[[], None]) -> None:
        self._catalog = catalog
        self._wiring = wiring
        self._wake = wake

    async def begin(self, interaction: discord.Interaction[Any], options: AnnouncementOptions) -> None:
        """Ask for the message where none was given, else show what would go out."""
        if options.message is None:
            will_open_form(interaction)
        await moderated_guild(interaction, "announce")
        form = await form_from_options(self._catalog, guild_of(interaction), options, self._wiring.clock())
        await self._go_on(interaction, form)

    async def begin_recap(self, interaction: discord.Interaction[Any], event_id: int, wishes: RecapWishes) -> None:
        """Ask when the recap is to go out, in the channel here."""
        will_open_form(interaction)
        guild_id, now = await moderated_guild(interaction, "announce"), self._wiring.clock()
        form = AnnouncementForm(
            kind=Kind.ONCE,
            channel_id=place_meant(interaction).id,
            when="",
            written_at=now,
            time_zone=(await settings_of(self._catalog, guild_id)).time_zone,
            text="",
            event_id=event_id,
            recap=wishes.style,
            mention=wishes.mention or "",
        )
        _require_rights(interaction, form)
        await self._open(interaction, form)

    async def edit(
        self, interaction: discord.Interaction[Any], announcement_id: int, changes: Mapping[str, Any]
    ) -> None:
        """Open the form of one that is scheduled. `changes` are those of the form's fields that it does not show."""
        will_open_form(interaction)
        guild_id = await moderated_guild(interaction, "announce")
        announcement = await announcement_for(self._catalog, Act.EDIT, announcement_id, guild_id)
        await self._open(interaction, replace(form_of(announcement, self._wiring.clock()), **changes))

    async def write(self, interaction: discord.Interaction[Any], token: str) -> None:
        """Open the form again, with what was typed."""
        will_open_form(interaction)
        await self._open(interaction, await self._kept(interaction, token))

    async def take(self, interaction: discord.Interaction[Any], submitted: SubmittedAnnouncement) -> None:
        form = await self._kept(interaction, submitted.token)
        await self._go_on(interaction, filled_in(form, submitted.typed, self._wiring.clock()))

    async def choose_moment(self, interaction: discord.Interaction[Any], token: str, at: datetime) -> None:
        form = await self._kept(interaction, token)
        chosen = replace(form, when=moment_line(at, form.time_zone), written_at=self._wiring.clock())
        await self._go_on(interaction, chosen)

    async def schedule(self, interaction: discord.Interaction[Any], token: str) -> None:
        guild_id, now = await moderated_guild(interaction, "announce"), self._wiring.clock()
        form = await self._kept(interaction, token)
        try:
            _require_rights(interaction, form)
            saved = await schedule_announcement(
                self._catalog, token, guild_id=guild_id, author_id=interaction.user.id, now=now
            )
        except UserError as error:
            # Thrown away, what was typed would be lost: it is given back where it is still there.
            await self._give_back(interaction, await self._kept(interaction, token), error)
            return
        self._wake()
        outline = await show_announcement(self._catalog, saved.id, guild_id, now)
        await edit(interaction, content=scheduled_text(outline), embeds=[], view=None)

    async def drop(self, interaction: discord.Interaction[Any], token: str) -> None:
        await drop_announcement_form(self._catalog, token, await moderated_guild(interaction, "announce"))
        await edit(interaction, content="Dropped: nothing was saved.", embeds=[], view=None)

    async def _go_on(self, interaction: discord.Interaction[Any], form: AnnouncementForm) -> None:
        guild_id, now = await moderated_guild(interaction, "announce"), self._wiring.clock()
        try:
            form = replace(form, mention=mention_meant(guild_of(interaction), form.mention))
            _require_rights(interaction, form)
            understood = await understand_form(
                self._catalog, form, guild_id=guild_id, author_id=interaction.user.id, now=now
            )
        except UserError as error:
            await self._give_back(interaction, form, error)
            return
        if isinstance(understood, Doubtful):
            await self._ask_back(interaction, form, understood)
        elif form.text is None:
            await self._open(interaction, replace(form, text=""))
        else:
            await self._preview(interaction, form, understood)

    async def _preview(
        self, interaction: discord.Interaction[Any], form: AnnouncementForm, meant: Announcement
    ) -> None:
        is_change = form.announcement_id is not None
        outline = await outline_announcement(self._catalog, meant, self._wiring.clock())
        people = await people_behind(guild_of(interaction), form.mention)
        token = await self._keep(interaction, form)
        message = preview_message(outline, people, is_change=is_change)
        await show(interaction, **message, view=preview_view(token, is_change=is_change))

    async def _ask_back(self, interaction: discord.Interaction[Any], form: AnnouncementForm, asked: Doubtful) -> None:
        token = await self._keep(interaction, form)
        view = question_view(token, asked.choices)
        await show(interaction, content=prose(asked.question, MESSAGE), embeds=[], view=view)

    async def _give_back(self, interaction: discord.Interaction[Any], form: AnnouncementForm, why: UserError) -> None:
        """Who wrote while somebody else changed it is shown what it says now, and goes on from that."""
        embeds = []
        if isinstance(why, ChangedMeanwhileError):
            guild_id, now = await moderated_guild(interaction, "announce"), self._wiring.clock()
            current = await show_announcement(self._catalog, why.announcement_id, guild_id, now)
            form, embeds = opened_again(form, current.announcement), current_embeds(current)
        token = await self._keep(interaction, form)
        await show(interaction, content=prose(str(why), MESSAGE), embeds=embeds, view=returned_view(token))

    async def _open(self, interaction: discord.Interaction[Any], form: AnnouncementForm) -> None:
        token = await self._keep(interaction, form)
        name = mention_name(guild_of(interaction), form.mention)
        await open_form(interaction, announcement_modal(form, token, name))

    async def _keep(self, interaction: discord.Interaction[Any], form: AnnouncementForm) -> str:
        return await keep_announcement_form(
            self._catalog, form, await moderated_guild(interaction, "announce"), self._wiring.clock()
        )

    async def _kept(self, interaction: discord.Interaction[Any], token: str) -> AnnouncementForm:
        return await kept_announcement_form(self._catalog, token, await moderated_guild(interaction, "announce"))


def _require_rights(interaction: discord.Interaction[Any], form: AnnouncementForm) -> None:
    require_both_may_announce(interaction, channels_of(form), form.mention, publish=form.publish)
    if form.recap is not None:
        wishes = RecapWishes(style=form.recap, mention=form.mention or None, publish=form.publish)
        require_both_may_recap(interaction, place_meant(interaction, form.channel_id), wishes, pictured=True)
