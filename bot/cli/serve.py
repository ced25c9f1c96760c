import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

import structlog

from bot.cli.composition import fetch_limits, unprepared_catalog
from bot.cli.logs import configure_logs
from bot.cli.preparing import prepared
from bot.cli.sharding import unserved
from bot.cli.warming import warmed_up
from bot.clock import system_clock
from bot.discord_app.client import TalkbotClient
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.gateway import Gateway
from bot.discord_app.serving import serve
from bot.discord_app.wiring import Wiring
from bot.measures import UNMEASURED
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
    async with _watched(settings, gateway, stop) as watch:
        measures = UNMEASURED if watch is None else watch.measures
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
        async with unprepared_catalog(settings, measures, statement_seconds=_STATEMENT_SECONDS) as catalog:
            if await prepared(catalog, stop):
                async with _looked_at(catalog, watch), warmed_up(catalog):
                    await serve(lambda: TalkbotClient(catalog, wiring), token, stop)


@asynccontextmanager
async def _watched(settings: Settings, gateway: Gateway, stop: asyncio.Event) -> AsyncIterator[Watch | None]:
    """With HTTP_PORT the bot can be watched from before the database is opened until all else has ended."""
    if settings.http_port is None:
        yield None
        return
    watch = Watch(GatewayView(gateway.trouble, gateway.latencies, gateway.servers), system_clock, stop)
    async with watched_on(settings.http_host, settings.http_port, watch):
        yield watch


def _looked_at(catalog: Catalog, watch: Watch | None) -> AbstractAsyncContextManager[None]:
    return nullcontext() if watch is None else watch.looking_at(catalog)


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
