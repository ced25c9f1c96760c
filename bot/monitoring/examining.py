"""Whether the bot could answer those who watch it."""

import aiohttp

from bot.domain.findings import Finding, broken, well
from bot.errors import SettingError
from bot.monitoring.server import ALIVE, PortTakenError, try_to_listen

_SECONDS = 5
_ADVICE = "Correct HTTP_PORT or HTTP_HOST in the environment or in the file .env."
# Who listens everywhere is asked here.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104  nothing listens here


async def examine_http(host: str, port: int) -> Finding:
    """A bot that has the port already is most likely the one that is examined."""
    try:
        await try_to_listen(host, port)
    except PortTakenError as error:
        if await _is_a_bot(_EVERYWHERE.get(host, host), port):
            return well("HTTP", f"A bot that runs answers on {host}:{port}.")
        return broken("HTTP", str(error), _ADVICE)
    except SettingError as error:
        return broken("HTTP", str(error), _ADVICE)
    return well("HTTP", f"The bot can listen on {host}:{port}.")


async def _is_a_bot(host: str, port: int) -> bool:
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}/healthz"
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as answer:
            return bool(await answer.json() == ALIVE)
    except (OSError, TimeoutError, aiohttp.ClientError, ValueError):
        return False
