"""From an answer to a message: its embed, its buttons and menus, and who may see it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.clock import Clock
from bot.discord_app.conversation.hearing import answers_who_clicks
from bot.discord_app.drawings import Drawings
from bot.discord_app.embeds.answers import answer_embed
from bot.discord_app.handling import missing_in
from bot.discord_app.permissions import require_may_post
from bot.discord_app.replying import edit, reply, will_reply
from bot.discord_app.requests import Missing, Requests
from bot.discord_app.views.answers import answer_view, lookups_in, shared_in
from bot.domain.answers import Answer
from bot.domain.catalog import Scope
from bot.domain.lookups import OF_THE_MOMENT, Lookup
from bot.domain.questions import Question
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.finding.keep_lookup import encoded, lookup_of, token_of
from bot.services.finding.look_again import look_again
from bot.services.finding.look_up import look_up
from bot.services.questions.converse import change_spoken_of
from bot.services.questions.put_question import put_question

# One takes some 10 KB.
_MOST_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The parts of a message, and what it says is missing."""

    message: Mapping[str, Any]
    missing: Missing | None


def scope_of(interaction: discord.Interaction[Any]) -> Scope:
    return Scope(interaction.guild_id)


class Responder:
    def __init__(self, catalog: Catalog, clock: Clock, requests: Requests) -> None:
        self._catalog = catalog
        self._clock = clock
        self._requests = requests
        self._drawings: Drawings[_Drawn] = Drawings(catalog, _MOST_KEPT)

    async def respond(self, interaction: discord.Interaction[Any], find: Callable[[], Awaitable[Answer]]) -> None:
        """Send what is found as a new message, to the asker alone."""
        will_reply(interaction)
        message = await self._message(interaction, await look_again(find), public=False)
        await reply(interaction, **message)

    async def open(self, interaction: discord.Interaction[Any], lookup: Lookup, page: int | None = None) -> None:
        will_reply(interaction)
        message = await self._private_message(interaction, lookup, page)
        await reply(interaction, **message)

    async def open_meant(
        self, interaction: discord.Interaction[Any], understand: Callable[[], Awaitable[Lookup]]
    ) -> None:
        will_reply(interaction)
        message = await self._private_message(interaction, await look_again(understand), None)
        await reply(interaction, **message)

    async def ask(self, interaction: discord.Interaction[Any], text: str) -> None:
        now = self._clock()
        question = Question(text=text, asked_at=now)
        await self.respond(interaction, lambda: put_question(self._catalog, question, scope_of(interaction), now))

    async def browse(self, interaction: discord.Interaction[Any], token: str) -> None:
        """Open a list privately at its first page."""
        will_reply(interaction)
        await self.open(interaction, await self._lookup(token), 0)

    async def turn(self, interaction: discord.Interaction[Any], token: str, page: int) -> None:
        """Show another page in the place of this one."""
        message = await self._private_message(interaction, await self._lookup(token), page)
        await edit(interaction, **message)

    async def settle(self, interaction: discord.Interaction[Any], token: str, *, in_place: bool) -> None:
        """Answer the question that was meant: in the place of what asked back, or in private.

        What asked back before everybody gives way to the answer where the one who clicks had asked.
        """
        public = not in_place
        if public and not answers_who_clicks(interaction):
            will_reply(interaction)
            await self.open(interaction, await self._lookup(token))
            return
        answer = await self._look_up(interaction, await self._lookup(token))
        message = await self._message(interaction, answer, public=public)
        await edit(interaction, **message)
        if public and interaction.message is not None:
            await change_spoken_of(self._catalog, interaction.message.id, answer, self._clock())

    async def share(self, interaction: discord.Interaction[Any], token: str) -> None:
        """Post the answer where it was asked, if the one who asked may post there."""
        require_may_post(interaction)
        will_reply(interaction, ephemeral=False)
        answer = await self._look_up(interaction, await self._lookup(token))
        if shared_in(answer) is None:
            raise UserError("There is nothing to share any more: it was taken out of the catalog.")
        message = await self._message(interaction, answer, public=True)
        shown_id = await reply(interaction, ephemeral=False, **message)
        if shown_id is not None:
            await change_spoken_of(self._catalog, shown_id, answer, self._clock())

    async def _private_message(
        self, interaction: discord.Interaction[Any], lookup: Lookup, page: int | None
    ) -> Mapping[str, Any]:
        shareable = interaction.guild_id is not None

        async def draw() -> _Drawn:
            answer = await self._look_up(interaction, lookup, page)
            return _Drawn(await self.message(answer, public=False, shareable=shareable), missing_in(answer))

        if isinstance(lookup, OF_THE_MOMENT):
            drawn = await draw()
        else:
            # What the buttons lead to is kept in the database from that day on.
            asked = (encoded(lookup), page, shareable, self._clock().date())
            drawn = await self._drawings.of(asked, scope_of(interaction), draw)
        self._requests.note_missing(interaction.id, drawn.missing)
        return drawn.message

    async def _message(
        self, interaction: discord.Interaction[Any], answer: Answer, *, public: bool
    ) -> Mapping[str, Any]:
        self._requests.note_missing(interaction.id, missing_in(answer))
        return await self.message(answer, public=public, shareable=not public and interaction.guild_id is not None)

    async def message(self, answer: Answer, *, public: bool, shareable: bool = False) -> Mapping[str, Any]:
        """The parts of a message, whether it answers a command or not."""
        tokens = {lookup: await self._token(lookup) for lookup in lookups_in(answer)}
        view = answer_view(answer, tokens, private=not public, shareable=shareable)
        return {"embed": answer_embed(answer), "view": view}

    async def _look_up(self, interaction: discord.Interaction[Any], lookup: Lookup, page: int | None = None) -> Answer:
        scope, now = scope_of(interaction), self._clock()
        return await look_again(lambda: look_up(self._catalog, lookup, scope, now, page))

    async def _lookup(self, token: str) -> Lookup:
        return await look_again(lambda: lookup_of(self._catalog, token))

    async def _token(self, lookup: Lookup) -> str:
        return await look_again(lambda: token_of(self._catalog, lookup, self._clock()))
