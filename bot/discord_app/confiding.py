"""What is kept about the person who asks: shown, and forgotten when they say so."""

from typing import Any

import discord
from discord.ui import View

from bot.discord_app.embeds.privacy import forget_question, kept_embed
from bot.discord_app.replying import edit, reply
from bot.discord_app.views.privacy_buttons import ForgetButton, RatherNotButton
from bot.domain.privacy import Person
from bot.services.catalog import Catalog
from bot.services.operating.forget_person import forget_person, kept_about


class Confiding:
    """Nobody asks for another: who clicks or types is the person meant."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def show(self, interaction: discord.Interaction[Any]) -> None:
        kept = await kept_about(self._catalog, await _person(interaction))
        await reply(interaction, embed=kept_embed(kept))

    async def ask_to_forget(self, interaction: discord.Interaction[Any]) -> None:
        kept = await kept_about(self._catalog, await _person(interaction))
        if not kept.counts:
            await reply(interaction, embed=kept_embed(kept))
            return
        view = View(timeout=None)
        view.add_item(ForgetButton()).add_item(RatherNotButton())
        await reply(interaction, embed=forget_question(kept), view=view)

    async def forget(self, interaction: discord.Interaction[Any]) -> None:
        await forget_person(self._catalog, await _person(interaction))
        await edit(interaction, content="Forgotten: nothing tells of you any more.", embeds=[], view=None)

    async def rather_not(self, interaction: discord.Interaction[Any]) -> None:
        await edit(interaction, content="Nothing was changed.", embeds=[], view=None)


async def _person(interaction: discord.Interaction[Any]) -> Person:
    """Discord tells the channel of their direct messages when it is asked to open it; they notice nothing of that."""
    if interaction.guild_id is None:
        return Person(interaction.user.id, interaction.channel_id)
    return Person(interaction.user.id, (await interaction.user.create_dm()).id)
