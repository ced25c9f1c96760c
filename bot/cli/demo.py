"""The bot against a Discord of its own on this machine, with a catalog that lasts as long as the demo."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.text import Text

from bot.cli.composition import open_catalog
from bot.cli.console import out, say
from bot.cli.logs import configure_logs
from bot.discord_app.client import TalkbotClient
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.serving import serve
from bot.discord_app.wiring import Wiring
from bot.sandbox import Sandbox
from bot.sandbox.prompt.loop import converse, show_command
from bot.services.catalog import Catalog
from bot.settings import LogLevel, Settings

# Discord sends a bot its servers one by one; the sandbox has sent its one when it says that it is ready.
_GUILD_READY_SECONDS = 0.1


async def run_demo(command: str | None) -> bool:
    """One command and its reply, or a prompt until its end. Whether the command could be typed."""
    with tempfile.TemporaryDirectory(prefix="talkbot-demo-") as folder:
        # Whatever the environment says: a demo uses nothing that is there already.
        settings = Settings.model_construct(
            database_url=f"sqlite+aiosqlite:///{Path(folder) / 'demo.db'}", log_level=LogLevel.ERROR
        )
        configure_logs(settings)
        async with open_catalog(settings) as catalog, Sandbox() as discord:
            guild = discord.add_guild("Cloud Native Detroit")
            channel = guild.add_channel("talks")
            member = guild.add_moderator("You")
            async with _running_bot(discord, catalog):
                if command is not None:
                    out.print(Text(f"❯ {command}", style="bold"))
                    return await show_command(member, channel, command, out)
                say("You are in #talks of a server of your own. Type / for the commands, help, or quit.")
                await converse(member, channel, out)
    return True


@asynccontextmanager
async def _running_bot(discord: Sandbox, catalog: Catalog) -> AsyncIterator[None]:
    use_endpoints(discord.api_url, discord.gateway_url)
    stop = asyncio.Event()
    wiring = Wiring(guild_ready_timeout=_GUILD_READY_SECONDS)
    running = asyncio.create_task(serve(lambda: TalkbotClient(catalog, wiring), discord.token, stop))
    try:
        await discord.connected()
        yield
    finally:
        stop.set()
        await running
