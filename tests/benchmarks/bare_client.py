"""Nothing but discord.py, connected: what the bot's start and its memory are measured against."""

import asyncio
import os

import discord

from bot.discord_app.endpoints import use_endpoints


async def _stay_connected() -> None:
    use_endpoints(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(_stay_connected())
