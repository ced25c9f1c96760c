import math

import discord


class Gateway:
    """Which shards are connected, whichever client of the process holds them."""

    def __init__(self) -> None:
        self._client: discord.AutoShardedClient | None = None
        self._connected: set[int] = set()

    def use(self, client: discord.AutoShardedClient) -> None:
        """What was connected went with the client before."""
        self._client = client
        self._connected.clear()

    def connected(self, shard_id: int) -> None:
        self._connected.add(shard_id)

    def lost(self, shard_id: int) -> None:
        self._connected.discard(shard_id)

    def trouble(self) -> str | None:
        if self._client is None or self._client.is_closed():
            return "not connected"
        lost = sorted(self._client.shards.keys() - self._connected)
        if lost:
            return f"not connected: shard {', '.join(map(str, lost))}"
        return None if self._client.is_ready() else "connecting"

    def latencies(self) -> dict[int, float]:
        """In seconds, by shard; of those that answered a heartbeat."""
        if self._client is None:
            return {}
        return {shard: seconds for shard, seconds in self._client.latencies if math.isfinite(seconds)}

    def servers(self) -> int:
        return 0 if self._client is None else len(self._client.guilds)
