"""The gate at the socket: what is checked is what is connected to, so no second look-up slips in between."""

import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import SourceError
from bot.fetching.addresses import is_public, lies_in, read_address
from bot.fetching.limits import FetchLimits

# On other ports a stranger would have the bot knock at mail servers and databases of others.
_WEB_PORTS = {80, 443, 8080, 8443}


def guarded_connector(limits: FetchLimits) -> aiohttp.TCPConnector:
    """Connections raise SourceError where `limits` do not allow the address or the port."""

    def open_socket(address_info: aiohttp.AddrInfoType) -> socket.socket:
        """Catches links with a bare address too: for these aiohttp asks no resolver."""
        family, kind, protocol, _, (address, port, *_) = address_info
        refuse_forbidden(address, port, limits)
        return socket.socket(family, kind, protocol)

    return aiohttp.TCPConnector(
        resolver=_GuardedResolver(limits), socket_factory=open_socket, use_dns_cache=False, force_close=True
    )


def refuse_forbidden(address: str, port: int, limits: FetchLimits, name: str | None = None) -> None:
    """`name` is what led to the address. Raise SourceError."""
    reached = read_address(address)
    if lies_in(reached, limits.allowed_networks):
        return
    subject = f"{name[:100]} leads to {reached}, which" if name else str(reached)
    if not is_public(reached):
        raise SourceError(
            f"{subject} is no public address: if it is meant, the bot's operator can allow it in FETCH_ALLOWED_NETWORKS"
        )
    if port not in _WEB_PORTS:
        ports = ", ".join(map(str, sorted(_WEB_PORTS)))
        raise SourceError(f"port {port} is none of a web server: only {ports} are allowed")


class _GuardedResolver(AbstractResolver):
    """One forbidden address among several is enough to refuse the name: an honest server has none."""

    def __init__(self, limits: FetchLimits) -> None:
        self._limits = limits
        self._names = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._names.resolve(host, port, family)
        for result in found:
            refuse_forbidden(result["host"], result["port"], self._limits, host)
        return found

    async def close(self) -> None:
        await self._names.close()
