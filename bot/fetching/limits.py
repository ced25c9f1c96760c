from dataclasses import dataclass

from bot.fetching.addresses import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """`seconds` counts the whole fetch, `max_bytes` what comes out after decompression.

    Everything in `allowed_networks` is within reach of whoever may import, on every port: keep them narrow.
    """

    max_bytes: int = 25 * 2**20
    seconds: float = 30.0
    redirects: int = 5
    allowed_networks: tuple[Network, ...] = ()
