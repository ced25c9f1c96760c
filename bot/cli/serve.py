import asyncio
import signal

from bot.cli.composition import fetch_limits, open_catalog
from bot.cli.logs import configure_logs
from bot.discord_app.client import TalkbotClient
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.serving import serve
from bot.discord_app.wiring import Wiring
from bot.settings import Settings


async def run_bot(settings: Settings) -> None:
    """Until Ctrl-C or SIGTERM."""
    token = settings.required_token()
    configure_logs(settings)
    use_endpoints(settings.discord_api_url, settings.discord_gateway_url)
    async with open_catalog(settings) as catalog:
        wiring = Wiring(
            fetch_limits=fetch_limits(settings),
            sync_minutes=settings.sync_minutes,
            retention_days=settings.retention_days,
        )
        await serve(lambda: TalkbotClient(catalog, wiring), token, _stop_on_signals())


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
