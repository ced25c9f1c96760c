"""Editing a recap: what it says now, forms for its parts, and the way back to the draft."""

from typing import Any, assert_never

import discord

from bot.discord_app.embeds.limits import MESSAGE
from bot.discord_app.embeds.markdown import prose
from bot.discord_app.embeds.recap_reports import editor_embed
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.replying import edit, open_form, reply, show, will_open_form
from bot.discord_app.views.recap_modal import SubmittedRecap, recap_modal
from bot.discord_app.views.recap_views import editor_view, reset_view, returned_view
from bot.discord_app.wiring import Wiring
from bot.domain.catalog import Scope
from bot.domain.event_recaps import Recap
from bot.services.catalog import Catalog
from bot.services.recaps.compose_recap import compose_recap, open_recap
from bot.services.recaps.edit_recap import RecapReturned, RecapTaken, kept_recap_form, start_over, take_recap_form
from bot.services.recaps.recap_form import RecapForm, RecapFormKind, fingerprint, recap_form
from bot.services.recaps.recap_talk import recap_talk_meant


class RecapEditing:
    def __init__(self, catalog: Catalog, wiring: Wiring) -> None:
        self._catalog = catalog
        self._wiring = wiring

    async def begin(self, interaction: discord.Interaction[Any], event: str, talk: str | None) -> None:
        if talk is not None:
            will_open_form(interaction)
        scope = Scope(await moderated_guild(interaction, "recap"))
        recap = await compose_recap(self._catalog, event, scope)
        if talk is not None:
            talk_id = await recap_talk_meant(self._catalog, recap, talk, scope)
            await self._open(interaction, recap_form(recap, RecapFormKind.LINE, talk_id), recap)
            return
        await reply(interaction, embed=editor_embed(recap), view=editor_view(recap))

    async def open(self, interaction: discord.Interaction[Any], event_id: int) -> None:
        """In the place of the message whose button was clicked."""
        await self._show(interaction, await self._recap(interaction, event_id))

    async def open_form(
        self, interaction: discord.Interaction[Any], event_id: int, kind: str, talk_id: int = 0
    ) -> None:
        will_open_form(interaction)
        recap = await self._recap(interaction, event_id)
        await self._open(interaction, recap_form(recap, RecapFormKind(kind), talk_id), recap)

    async def open_again(self, interaction: discord.Interaction[Any], token: str) -> None:
        """With what was typed, against the recap as it is now."""
        will_open_form(interaction)
        typed = await kept_recap_form(self._catalog, token, await moderated_guild(interaction, "recap"))
        await self._open(interaction, typed, await self._recap(interaction, typed.event_id))

    async def take(self, interaction: discord.Interaction[Any], submitted: SubmittedRecap) -> None:
        guild_id = await moderated_guild(interaction, "recap")
        outcome = await take_recap_form(
            self._catalog,
            submitted.form,
            seen=submitted.seen,
            guild_id=guild_id,
            editor_id=interaction.user.id,
            now=self._wiring.clock(),
        )
        match outcome:
            case RecapTaken(recap):
                await show(interaction, content="Saved.", embeds=[editor_embed(recap)], view=editor_view(recap))
            case RecapReturned(reason, token):
                await show(interaction, content=prose(reason, MESSAGE), embeds=[], view=returned_view(token))
            case _:
                assert_never(outcome)

    async def reset(self, interaction: discord.Interaction[Any], event_id: int, *, is_sure: bool) -> None:
        guild_id = await moderated_guild(interaction, "recap")
        if is_sure:
            await self._show(interaction, await start_over(self._catalog, event_id, guild_id))
            return
        question = "Start over? All that was written over the draft is lost."
        await edit(interaction, content=question, embeds=[], view=reset_view(event_id), attachments=[])

    async def _recap(self, interaction: discord.Interaction[Any], event_id: int) -> Recap:
        return await open_recap(self._catalog, event_id, Scope(await moderated_guild(interaction, "recap")))

    async def _show(self, interaction: discord.Interaction[Any], recap: Recap) -> None:
        await edit(interaction, content=None, embed=editor_embed(recap), view=editor_view(recap), attachments=[])

    async def _open(self, interaction: discord.Interaction[Any], shown: RecapForm, recap: Recap) -> None:
        now = recap_form(recap, shown.kind, shown.talk_id)
        await open_form(interaction, recap_modal(shown, fingerprint(now)))
