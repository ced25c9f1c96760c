"""Where Discord is: its own addresses, or a REST proxy's, or those of the sandbox."""

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

_DISCORDS_OWN_GATEWAY = DiscordWebSocket.DEFAULT_GATEWAY


def use_endpoints(api_url: str | None, gateway_url: str | None) -> None:
    """For the whole process: discord.py keeps the addresses in its classes."""
    if api_url is not None:
        Route.BASE = api_url
    if gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway_url)


def gateway_to_use(recommended: URL) -> URL:
    """What a setting named, else what Discord recommends."""
    chosen = DiscordWebSocket.DEFAULT_GATEWAY
    return recommended if chosen == _DISCORDS_OWN_GATEWAY else chosen
