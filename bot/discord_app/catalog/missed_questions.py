from typing import Any

import discord

from bot.discord_app.embeds.missed_questions import missed_questions_embed
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.replying import reply
from bot.services.catalog import Catalog
from bot.services.questions.list_missed_questions import list_missed_questions

# More than an embed holds where they are long; then it says how many are left out.
_MOST_SHOWN = 50


async def show_missed_questions(interaction: discord.Interaction[Any], catalog: Catalog) -> None:
    missed = await list_missed_questions(catalog, _MOST_SHOWN, await moderated_guild(interaction, "catalog"))
    await reply(interaction, embed=missed_questions_embed(missed))
