"""Nothing but discord.py, answering with a static embed and static choices: what the throughput is measured against."""

import asyncio
import os

import discord
from discord import app_commands

from bot.discord_app.endpoints import use_endpoints

_CHOICES = [app_commands.Choice(name=f"A talk · Somebody {number}", value=f"#{number}") for number in range(25)]


class _Talk(app_commands.Group, name="talk", description="Find talks and show them"):
    @app_commands.command()
    async def search(self, interaction: discord.Interaction[discord.Client], query: str) -> None:
        """Find talks."""
        del query
        embed = discord.Embed(title="A talk", description="Somebody speaks about something. " * 8)
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command()
    async def show(self, interaction: discord.Interaction[discord.Client], talk: str) -> None:
        """Show a talk."""
        await interaction.response.send_message(talk, ephemeral=True)

    @show.autocomplete("talk")
    async def _complete(self, _: discord.Interaction[discord.Client], __: str) -> list[app_commands.Choice[str]]:
        return _CHOICES


class _Client(discord.AutoShardedClient):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self._tree = app_commands.CommandTree(self)
        self._tree.add_command(_Talk())

    async def setup_hook(self) -> None:
        await self._tree.sync()


async def _answer() -> None:
    use_endpoints(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    async with _Client() as client:
        await client.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(_answer())
