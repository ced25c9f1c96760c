"""Loaded where a database is of PostgreSQL alone, for asyncpg is an extra; it has no types."""

import asyncio
from typing import Any

from asyncpg import Connection

_SECONDS_TO_END = 1.0


class EndingConnection(Connection):  # type: ignore[misc]
    """asyncpg forgets that it was cancelled while it sends many rows, and waits for ever for what it never asked."""

    async def executemany(self, *arguments: Any, **options: Any) -> Any:
        sending = asyncio.ensure_future(super().executemany(*arguments, **options))
        try:
            return await asyncio.shield(sending)
        except asyncio.CancelledError:
            sending.cancel()
            ended, _ = await asyncio.wait([sending], timeout=_SECONDS_TO_END)
            if not ended:
                self.terminate()
            await asyncio.gather(sending, return_exceptions=True)
            raise
