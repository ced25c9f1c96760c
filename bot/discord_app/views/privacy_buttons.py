"""Whoever clicks is the person meant, so their ids need to say nothing."""

from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle
from discord.ui import Button

from bot.discord_app.views.lasting import LastingItem
from bot.discord_app.views.reporting import reported

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient


def _client(interaction: discord.Interaction[Any]) -> "TalkbotClient":
    client: TalkbotClient = interaction.client
    return client


class ForgetButton(LastingItem[Button[Any]], template="forget-me"):
    def __init__(self) -> None:
        super().__init__(Button(custom_id="forget-me", label="Delete", style=ButtonStyle.danger))

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).confiding.forget(interaction)


class RatherNotButton(LastingItem[Button[Any]], template="rather-not"):
    def __init__(self) -> None:
        super().__init__(Button(custom_id="rather-not", label="Cancel"))

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).confiding.rather_not(interaction)


PRIVACY_ITEMS = (ForgetButton, RatherNotButton)
