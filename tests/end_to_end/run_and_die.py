"""The bot as a process of its own, that dies at a chosen point: python -m tests.end_to_end.run_and_die POINT.

It prints a line when it is there, and then does nothing more until it is killed. Without a point it runs on.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.discord_app.announcements import courier, delivering
from bot.discord_app.client import TalkbotClient
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.serving import serve
from bot.discord_app.wiring import Wiring
from bot.services.catalog import Catalog
from bot.store.database import Database

Step = Callable[..., Awaitable[Any]]

# What is about to be done when the process dies.
POINTS: dict[str, tuple[Any, str]] = {
    "claim": (delivering, "claim_due"),
    "begin": (courier, "begin_sending"),
    "send": (courier, "send"),
    "record": (delivering, "settle"),
}


async def _hang(*_: object, **__: object) -> None:
    sys.stdout.write("here\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


async def run() -> None:
    environment = os.environ
    use_endpoints(environment["DISCORD_API_URL"], environment["DISCORD_GATEWAY_URL"])
    catalog = Catalog(Database(environment["DATABASE_URL"]))
    wiring = Wiring(
        guild_ready_timeout=0.05,
        poll_seconds=0.05,
        lease_seconds=0.4,
        sends_per_second=1000,
        deliveries_at_once=int(environment.get("DELIVERIES_AT_ONCE", "16")),
    )
    await serve(lambda: TalkbotClient(catalog, wiring), environment["DISCORD_TOKEN"], asyncio.Event())


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    for point in sys.argv[1:]:
        module, name = POINTS[point]
        setattr(module, name, _hang)
    asyncio.run(run())
