"""Answering an interaction: at once where the answer is there at once, else after "thinking…"."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
import discord
import structlog
from discord.ui import DynamicItem, Modal, View

from bot.discord_app.brief_answers import briefly
from bot.errors import PassingError

_log = structlog.get_logger()

CONNECTION_TROUBLE = (OSError, aiohttp.ClientError)

# Discord gives up on an interaction after 3 seconds.
_SECONDS_BEFORE_DEFERRING = 1.0
_SECONDS_BEFORE_GIVING_UP_A_FORM = 2.0
_TOO_LATE_FOR_A_FORM = "It took me too long to open the form. Try again in a moment."

_Interaction = discord.Interaction[Any]


class Deferral:
    """Stands around all that is asked, and defers what takes long: most answers are one request, not two.

    Unless it is said otherwise, a command is answered in private, and a click by changing the message that was clicked.
    """

    def __init__(self, interaction: _Interaction) -> None:
        self._interaction = interaction
        self._how = {"ephemeral": True, "thinking": True} if interaction.message is None else {}
        self._timer: asyncio.TimerHandle | None = None
        self._deferring: asyncio.Task[Any] | None = None
        self._began = 0.0
        self._promised_to_all = False

    async def __aenter__(self) -> None:
        if self._interaction.type is discord.InteractionType.autocomplete:
            return
        loop = asyncio.get_running_loop()
        self._began = loop.time()
        self._timer = loop.call_at(self._began + _SECONDS_BEFORE_DEFERRING, self._start)
        self._interaction.extras[Deferral] = self

    async def __aexit__(self, *_: object) -> None:
        self._stop()
        if self._deferring is not None:
            await asyncio.gather(self._deferring, return_exceptions=True)

    def by(self, **how: bool) -> None:
        self._how = how

    def later(self) -> None:
        if self._timer is not None and self._deferring is None and not self._timer.cancelled():
            self._timer.cancel()
            at = self._began + _SECONDS_BEFORE_GIVING_UP_A_FORM
            self._timer = asyncio.get_running_loop().call_at(at, self._start)

    async def now(self) -> None:
        await self.end()
        if not self._interaction.response.is_done():
            await self._defer()

    async def end(self) -> None:
        """The answer is there. Two at once would be refused.

        Raise HTTPException where Discord takes no answer any more. A deferral that was lost on the way is none.
        """
        self._stop()
        if self._deferring is None:
            return
        deferring, self._deferring = self._deferring, None
        try:
            await deferring
        except CONNECTION_TROUBLE as error:
            _log.warning("a deferral was lost", interaction_id=self._interaction.id, error=str(error))

    def kept(self) -> None:
        """What was promised is there."""
        self._promised_to_all = False

    async def withdraw(self) -> None:
        """Everybody sees that it thinks, and would see what it says first."""
        await self.end()
        if self._promised_to_all:
            self.kept()
            await self._interaction.delete_original_response()

    def _start(self) -> None:
        if not self._interaction.response.is_done():
            self._deferring = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        to_all = bool(self._how) and not self._how["ephemeral"]
        with briefly():
            await self._interaction.response.defer(**self._how)
        self._promised_to_all = to_all

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


def _deferral(interaction: _Interaction) -> Deferral:
    deferral: Deferral = interaction.extras[Deferral]
    return deferral


def will_reply(interaction: _Interaction, *, ephemeral: bool = True) -> None:
    """A click is answered with a new message, so it says "thinking…" there."""
    _deferral(interaction).by(ephemeral=ephemeral, thinking=True)


def will_open_form(interaction: _Interaction) -> None:
    """A form has to be the first answer, so it is waited for as long as Discord waits."""
    _deferral(interaction).later()


async def defer(interaction: _Interaction) -> None:
    """It is known to take long."""
    await _deferral(interaction).now()


async def reply(interaction: _Interaction, *, ephemeral: bool = True, **message: Any) -> int | None:
    """Send the first answer, or a further one where something was answered or deferred already.

    The message's id, if everybody can see it.
    """
    _let_go(message)
    deferral = _deferral(interaction)
    await deferral.end()
    if interaction.response.is_done():
        sent: discord.WebhookMessage = await interaction.followup.send(ephemeral=ephemeral, **message)
        deferral.kept()
        return None if ephemeral else sent.id
    if not ephemeral:
        return (await interaction.response.send_message(**message)).message_id
    with briefly():
        await interaction.response.send_message(ephemeral=True, **message)
    return None


async def reply_in_private(interaction: _Interaction, **message: Any) -> None:
    """To the one who asked alone, even where an answer for everybody was promised."""
    await _deferral(interaction).withdraw()
    await reply(interaction, **message)


def _let_go(message: Mapping[str, Any]) -> None:
    """discord.py would keep every private view for 15 minutes; what finds its way by its id alone needs no keeping."""
    view: View | None = message.get("view")
    if view is None or view.is_finished():
        return
    if all(isinstance(item, DynamicItem) or not item.is_dispatchable() for item in view.children):
        view.stop()


async def edit(interaction: _Interaction, **message: Any) -> None:
    """Change the message whose button was clicked."""
    _let_go(message)
    await _deferral(interaction).end()
    if interaction.response.is_done():
        await interaction.edit_original_response(**message)
    else:
        with briefly():
            await interaction.response.edit_message(**message)


async def show(interaction: _Interaction, **message: Any) -> None:
    """In the place of the message whose button led here, or else as a private one."""
    if interaction.message is None:
        await reply(interaction, **message)
    else:
        await edit(interaction, **{"attachments": [], **message})


async def open_form(interaction: _Interaction, form: Modal) -> None:
    """Raise PassingError where Discord takes no form any more."""
    await _deferral(interaction).end()
    if interaction.response.is_done():
        raise PassingError(_TOO_LATE_FOR_A_FORM)
    await interaction.response.send_modal(form)
