"""HTTP for those who watch the bot: /healthz, /readyz and /metrics. It shows nothing of what people wrote."""

import asyncio
import errno
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.errors import SettingError
from bot.monitoring.watch import Watch

_log = structlog.get_logger()

_SECONDS_TO_END = 1.0
# By which the doctor knows a bot.
ALIVE = {"alive": True}


class PortTakenError(SettingError):
    pass


@asynccontextmanager
async def watched_on(host: str, port: int, watch: Watch) -> AsyncIterator[None]:
    """Raise SettingError where nothing can listen there."""
    runner = web.AppRunner(_app(watch), access_log=None, shutdown_timeout=_SECONDS_TO_END)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        _log.info("can be watched", host=host, port=port)
        yield
    finally:
        await runner.cleanup()


def _app(watch: Watch) -> web.Application:
    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response(ALIVE)

    async def readyz(_request: web.Request) -> web.Response:
        troubles = await watch.readiness.troubles()
        ready = not any(troubles.values())
        status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        parts = {part: trouble or "well" for part, trouble in troubles.items()}
        return web.json_response({"ready": ready, **parts}, status=status)

    async def metrics(request: web.Request) -> web.Response:
        body, content_type = await watch.metrics(request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": content_type})

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)])
    return app


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    with _explaining(host, port):
        await web.TCPSite(runner, host, port).start()


async def try_to_listen(host: str, port: int) -> None:
    """Nobody who asks there meanwhile is taken in. Raise SettingError where nothing can listen."""
    with _explaining(host, port):
        server = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port, start_serving=False)
    server.close()
    await server.wait_closed()


@contextmanager
def _explaining(host: str, port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(_advice(error, host, port)) from error
        raise SettingError(_advice(error, host, port)) from error
    except UnicodeError as error:
        raise SettingError(_wrong_host(host)) from error


def _advice(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"HTTP_PORT is taken: something listens on {host}:{port} already. Stop it, or choose another port."
    if error.errno == errno.EACCES:
        return f"HTTP_PORT may not be used: {port} is for the administrator. Choose one from 1024 on."
    return _wrong_host(host)


def _wrong_host(host: str) -> str:
    return f"HTTP_HOST is wrong: nothing can listen on {host}. Choose an address of this machine, such as 127.0.0.1."
