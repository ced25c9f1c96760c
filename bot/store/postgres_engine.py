"""Connections to PostgreSQL, and when they are given up: a network that went silent tells nobody so."""

import asyncio
from typing import Any

from sqlalchemy import ExceptionContext, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import PassingError
from bot.store.postgres_address import understood
from bot.store.trouble import AWAY

SECONDS_TO_CONNECT = 5.0
_SECONDS_TO_PART = 0.5


def postgres_engine(address: str, named: str, **options: Any) -> AsyncEngine:
    """`named` is what the person calls the address who gave it."""
    from bot.store.postgres_driver import EndingConnection  # noqa: PLC0415  as that module says

    url, told = understood(address, named)
    engine = create_async_engine(
        url,
        pool_pre_ping=True,
        connect_args={"timeout": SECONDS_TO_CONNECT, **told, "connection_class": EndingConnection},
        **options,
    )
    event.listen(engine.sync_engine, "handle_error", _tell_silence, retval=True)
    event.listen(engine.sync_engine, "invalidate", _part_from_silence)
    event.listen(engine.sync_engine, "close", _part)
    return engine


def _tell_silence(context: ExceptionContext) -> Exception | None:
    """Nobody knows what became of the statement, so its connection is not used again."""
    if not isinstance(context.original_exception, TimeoutError):
        return None
    context.is_disconnect = True
    return PassingError(AWAY)


def _part_from_silence(connection: Any, _record: object, error: BaseException | None) -> None:
    if isinstance(error, TimeoutError):
        connection.driver_connection.terminate()


def _part(connection: Any, _record: object) -> None:
    """To part in good order the driver asks PostgreSQL, which may not answer."""
    asyncio.get_running_loop().call_later(_SECONDS_TO_PART, connection.driver_connection.terminate)
