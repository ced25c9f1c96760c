"""Answering an interaction: at once where the answer is there at once, else after "thinking…"."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord.ui import DynamicItem, View

# Discord gives up on an interaction after 3 seconds.
_SECONDS_BEFORE_DEFERRING = 1.0


@asynccontextmanager
async def thinking(interaction: discord.Interaction[Any], **defer: bool) -> AsyncIterator[None]:
    """Defer when the work inside takes long, and only then: most answers are one request, not two."""
    deferring: list[asyncio.Task[Any]] = []

    def start() -> None:
        deferring.append(asyncio.create_task(interaction.response.defer(**defer)))

    timer = asyncio.get_running_loop().call_later(_SECONDS_BEFORE_DEFERRING, start)
    try:
        yield
    finally:
        timer.cancel()
        if deferring:
            await asyncio.gather(*deferring)


async def reply(interaction: discord.Interaction[Any], *, ephemeral: bool = True, **message: Any) -> int | None:
    """Send the first answer, or a further one where something was answered or deferred already. The message's id."""
    _let_go(message)
    if interaction.response.is_done():
        sent: discord.WebhookMessage = await interaction.followup.send(ephemeral=ephemeral, **message)
        return sent.id
    return (await interaction.response.send_message(ephemeral=ephemeral, **message)).message_id


def _let_go(message: Mapping[str, Any]) -> None:
    """discord.py would keep every private view for 15 minutes; what finds its way by its id alone needs no keeping."""
    view: View | None = message.get("view")
    if view is None or view.is_finished():
        return
    if all(isinstance(item, DynamicItem) or not item.is_dispatchable() for item in view.children):
        view.stop()


async def edit(interaction: discord.Interaction[Any], **message: Any) -> None:
    """Change the message whose button was clicked."""
    _let_go(message)
    if interaction.response.is_done():
        await interaction.edit_original_response(**message)
    else:
        await interaction.response.edit_message(**message)


async def show(interaction: discord.Interaction[Any], **message: Any) -> None:
    """In the place of the message whose button led here, or else as a private one."""
    if interaction.message is None:
        await reply(interaction, **message)
    else:
        await edit(interaction, **{"attachments": [], **message})


def in_private(interaction: discord.Interaction[Any]) -> dict[str, bool]:
    """How to defer what is then shown."""
    return {"ephemeral": True, "thinking": True} if interaction.message is None else {}
