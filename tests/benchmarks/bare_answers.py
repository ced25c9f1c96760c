"""Nothing but discord.py, answering with a static embed and static choices: what the throughput is measured against."""

import asyncio
import os

import discord
from discord import app_commands

from bot.discord_app.endpoints import use_endpoints

_CHOICES = [app_commands.Choice(name=f"A talk · Somebody {number}", value=f"#{number}") for number in range(25)]


class _Talk(app_commands.Group, name="talk", description="Find talks and show them"):
    @app_commands.command()
    async def search(self, interaction: discord.Interaction, query: str) -> None:
        """Find talks."""
        del query
        embed = discord.Embed(title="A talk", description="Somebody speaks about something. " * 8)
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command()
    async def show(self, interaction: discord.Interaction, talk: str) -> None:
        """Show a talk."""
        await self.search.callback(self, interaction, talk)  # type: ignore[call-arg, arg-type]  as the command does

    @show.autocomplete("talk")
    async def _complete(self, _: discord.Interaction, __: str) -> list[app_commands.Choice[str]]:
        return _CHOICES


async def _answer() -> None:
    use_endpoints(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    async with discord.AutoShardedClient(intents=discord.Intents(guilds=True)) as client:
        tree = app_commands.CommandTree(client)
        tree.add_command(_Talk())
        client.setup_hook = tree.sync  # type: ignore[method-assign, assignment]  instead of a class for one line
        await client.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(_answer())
