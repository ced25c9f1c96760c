import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.cli.composition import fetch_limits, open_catalog
from bot.cli.logs import configure_logs
from bot.cli.sharding import unserved
from bot.cli.warming import warmed_up
from bot.clock import system_clock
from bot.discord_app.client import TalkbotClient
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.gateway import Gateway
from bot.discord_app.serving import serve
from bot.discord_app.wiring import Wiring
from bot.measures import UNMEASURED, Measures
from bot.monitoring.server import watched_on
from bot.monitoring.watch import GatewayView, Watch
from bot.services.catalog import Catalog
from bot.settings import Settings

_log = structlog.get_logger()

# All routes of Discord's together take 50, from all processes together; this leaves room for answers.
_SENDS_PER_SECOND = 40.0
_STATEMENT_SECONDS = 15.0


async def run_bot(settings: Settings) -> None:
    """Until Ctrl-C or SIGTERM."""
    token = settings.required_token()
    configure_logs(settings)
    use_endpoints(settings.discord_api_url, settings.discord_gateway_url)
    shards = settings.shards()
    trouble = unserved(settings)
    if trouble is not None:
        _log.warning(trouble)
    stop = _stop_on_signals()
    gateway = Gateway()
    async with _opened(settings, gateway, stop) as (catalog, measures):
        wiring = Wiring(
            shards=shards,
            sends_per_second=_SENDS_PER_SECOND * (1 if shards is None else shards.part),
            member_commands_per_minute=settings.member_commands_per_minute,
            server_commands_per_minute=settings.server_commands_per_minute,
            fetch_limits=fetch_limits(settings),
            measures=measures,
            gateway=gateway,
            sync_minutes=settings.sync_minutes,
            retention_days=settings.retention_days,
        )
        async with warmed_up(catalog):
            await serve(lambda: TalkbotClient(catalog, wiring), token, stop)


@asynccontextmanager
async def _opened(settings: Settings, gateway: Gateway, stop: asyncio.Event) -> AsyncIterator[tuple[Catalog, Measures]]:
    """With HTTP_PORT the bot can be watched from before the database is opened until all else has ended."""
    if settings.http_port is None:
        async with open_catalog(settings, statement_seconds=_STATEMENT_SECONDS) as catalog:
            yield catalog, UNMEASURED
        return
    watch = Watch(GatewayView(gateway.trouble, gateway.latencies, gateway.servers), system_clock, stop)
    async with (
        watched_on(settings.http_host, settings.http_port, watch),
        open_catalog(settings, watch.measures, statement_seconds=_STATEMENT_SECONDS) as catalog,
        watch.looking_at(catalog),
    ):
        yield catalog, watch.measures


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
