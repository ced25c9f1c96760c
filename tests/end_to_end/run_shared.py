"""The bot as `talkbot run` starts it, with shorter leases: python -m tests.end_to_end.run_shared."""

import asyncio
import os
import signal

from bot.cli.composition import fetch_limits, open_catalog
from bot.cli.logs import configure_logs
from bot.discord_app.client import TalkbotClient
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.serving import serve
from bot.discord_app.wiring import Wiring
from bot.settings import read_settings


async def run() -> None:
    settings = read_settings()
    configure_logs(settings)
    use_endpoints(settings.discord_api_url, settings.discord_gateway_url)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    wiring = Wiring(
        shards=settings.shards(),
        guild_ready_timeout=0.05,
        fetch_limits=fetch_limits(settings),
        lease_seconds=1,
        poll_seconds=float(os.environ.get("POLL_SECONDS", "1")),
        sync_minutes=settings.sync_minutes,
        sends_per_second=1000,
        news_seconds=60,
    )
    async with open_catalog(settings, statement_seconds=15) as catalog:
        await serve(lambda: TalkbotClient(catalog, wiring), settings.required_token(), stop)


if __name__ == "__main__":
    asyncio.run(run())
