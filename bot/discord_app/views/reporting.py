from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar

import discord

from bot.discord_app.errors import report
from bot.discord_app.handling import handling
from bot.discord_app.replying import Deferral

_Self = TypeVar("_Self")


def reported(
    act: Callable[[_Self, discord.Interaction[Any]], Awaitable[None]],
) -> Callable[[_Self, discord.Interaction[Any]], Coroutine[Any, Any, None]]:
    """discord.py only logs what a dynamic item or an event handler raises; who clicked is to be told as well."""

    @wraps(act)
    async def callback(self: _Self, interaction: discord.Interaction[Any]) -> None:
        with handling(interaction):
            async with Deferral(interaction):
                try:
                    async with interaction.client.rationing.turn(interaction):
                        await act(self, interaction)
                except Exception as error:  # noqa: BLE001  whatever it is, it is reported
                    await report(interaction, error)

    return callback
