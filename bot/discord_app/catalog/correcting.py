"""Corrections by a moderator: edits, removals, the history of both and the way back."""

from typing import Any, assert_never

import discord
from discord.ui import View

from bot.discord_app.embeds.changes import edited_embed, event_question, removed_text, talk_question
from bot.discord_app.embeds.history import history_embed, undo_question
from bot.discord_app.embeds.limits import MESSAGE
from bot.discord_app.embeds.markdown import prose
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.replying import edit, open_form, reply, will_open_form, will_reply
from bot.discord_app.views.catalog_buttons import (
    EditAgainButton,
    HistoryButton,
    KeepButton,
    RemoveButton,
    UndoButton,
)
from bot.discord_app.views.talk_modal import SubmittedTalk, talk_modal
from bot.discord_app.wiring import Wiring
from bot.domain.catalog import Scope
from bot.domain.history import Actor
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.choose_own import own_event_meant, own_talk_meant
from bot.services.changes.edit_talk import talk_to_edit
from bot.services.changes.keep_form import kept_form
from bot.services.changes.list_history import HistoryPage, list_history, talk_titles
from bot.services.changes.remove_from_catalog import remove_event, remove_talk
from bot.services.changes.take_form import FormReturned, FormTaken, take_form
from bot.services.changes.talk_form import TalkForm, fingerprint, form_of
from bot.services.changes.undo_change import change_to_undo, undo_change
from bot.services.finding.count_talks import count_talks_of_event


class Correcting:
    def __init__(self, catalog: Catalog, wiring: Wiring) -> None:
        self._catalog = catalog
        self._wiring = wiring

    async def edit(self, interaction: discord.Interaction[Any], talk: str) -> None:
        will_open_form(interaction)
        entry = await own_talk_meant(self._catalog, talk, await moderated_guild(interaction, "catalog"))
        await self._open(interaction, entry.id, form_of(entry), form_of(entry))

    async def edit_again(self, interaction: discord.Interaction[Any], token: str) -> None:
        """With what was typed, against the talk as it is now."""
        will_open_form(interaction)
        guild_id = await moderated_guild(interaction, "catalog")
        talk_id, typed = await kept_form(self._catalog, token, guild_id)
        entry = await talk_to_edit(self._catalog, talk_id, guild_id)
        await self._open(interaction, talk_id, typed, form_of(entry))

    async def take(self, interaction: discord.Interaction[Any], submitted: SubmittedTalk) -> None:
        will_reply(interaction)
        guild_id = await moderated_guild(interaction, "catalog")
        outcome = await take_form(
            self._catalog,
            submitted.talk_id,
            submitted.form,
            seen=submitted.seen,
            guild_id=guild_id,
            actor=Actor(interaction.user.id),
            now=self._wiring.clock(),
        )
        match outcome:
            case FormTaken(change):
                await reply(interaction, embed=edited_embed(change))
            case FormReturned(reason, token):
                await reply(interaction, content=prose(reason, MESSAGE), view=_view(EditAgainButton(token)))
            case _:
                assert_never(outcome)

    async def ask_to_remove(self, interaction: discord.Interaction[Any], talk: str | None, event: str | None) -> None:
        guild_id = await moderated_guild(interaction, "catalog")
        if talk is not None and event is None:
            entry = await own_talk_meant(self._catalog, talk, guild_id)
            view = _view(RemoveButton("talk", entry.id), KeepButton())
            await reply(interaction, embed=talk_question(entry), view=view)
        elif event is not None and talk is None:
            meant = await own_event_meant(self._catalog, event, guild_id)
            view = _view(RemoveButton("event", meant.id), KeepButton())
            talks = await count_talks_of_event(self._catalog, meant.id)
            await reply(interaction, embed=event_question(meant, talks), view=view)
        else:
            raise UserError("Say what is to go: `/catalog remove talk:…` or `/catalog remove event:…`.")

    async def remove(self, interaction: discord.Interaction[Any], kind: str, id: int) -> None:
        guild_id, actor = await moderated_guild(interaction, "catalog"), Actor(interaction.user.id)
        now = self._wiring.clock()
        if kind == "talk":
            name = (await remove_talk(self._catalog, id, guild_id=guild_id, actor=actor, now=now)).talk.title
        else:
            name = (await remove_event(self._catalog, id, guild_id=guild_id, actor=actor, now=now)).event.name
        await edit(interaction, content=removed_text(name), embeds=[], view=None)

    async def keep(self, interaction: discord.Interaction[Any]) -> None:
        await moderated_guild(interaction, "catalog")
        await edit(interaction, content="Kept: nothing was changed.", embeds=[], view=None)

    async def ask_to_undo(self, interaction: discord.Interaction[Any]) -> None:
        guild_id = await moderated_guild(interaction, "catalog")
        last = await change_to_undo(self._catalog, guild_id)
        titles = await talk_titles(self._catalog, [last.change], Scope(guild_id))
        await reply(
            interaction, embed=undo_question(last.change, titles), view=_view(UndoButton(last.id), KeepButton())
        )

    async def undo(self, interaction: discord.Interaction[Any], change_id: int) -> None:
        guild_id, actor = await moderated_guild(interaction, "catalog"), Actor(interaction.user.id)
        now = self._wiring.clock()
        await undo_change(self._catalog, change_id, guild_id=guild_id, actor=actor, now=now)
        await edit(interaction, content="Undone. `/catalog history` has both.", view=None)

    async def show_history(self, interaction: discord.Interaction[Any]) -> None:
        page = await list_history(self._catalog, Scope(await moderated_guild(interaction, "catalog")))
        await reply(interaction, embed=history_embed(page), view=_arrows(page))

    async def turn_history(self, interaction: discord.Interaction[Any], number: int) -> None:
        page = await list_history(self._catalog, Scope(await moderated_guild(interaction, "catalog")), number)
        await edit(interaction, embed=history_embed(page), view=_arrows(page))

    async def _open(self, interaction: discord.Interaction[Any], talk_id: int, shown: TalkForm, now: TalkForm) -> None:
        await open_form(interaction, talk_modal(talk_id, shown, fingerprint(now)))


def _view(*buttons: Any) -> View:
    view = View(timeout=None)
    for button in buttons:
        view.add_item(button)
    return view


def _arrows(page: HistoryPage) -> View:
    if page.pages == 1:
        return _view()
    back = HistoryButton(max(page.page - 1, 0), label="◀ Newer", disabled=page.page == 0)
    return _view(back, HistoryButton(page.page + 1, label="Older ▶", disabled=page.page == page.pages - 1))
