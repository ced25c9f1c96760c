from pathlib import Path

from bot.sandbox import Sandbox
from tests.cli.conftest import StartBot, StartCommand


async def test_database_is_not_replaced_under_the_bot_that_runs(
    start_bot: StartBot, start_command: StartCommand, database_url: str, sqlite_template: Path
) -> None:
    replacing = ("restore", str(sqlite_template), "--replace", "--yes")
    async with Sandbox() as discord:
        bot = await start_bot(discord, DATABASE_URL=database_url)
        await discord.connected(within=30)
        await discord.synced("talk")
        restore = await start_command(*replacing, DATABASE_URL=database_url)
        assert await restore.exit_code() == 2
        assert "is in use" in restore.said
        assert ": stop the bot first. Nothing was changed." in restore.said
        bot.process.terminate()
        assert await bot.exit_code() == 0
        await discord.disconnected()
    restore = await start_command(*replacing, DATABASE_URL=database_url)
    assert await restore.exit_code() == 0
