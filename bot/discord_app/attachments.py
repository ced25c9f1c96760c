import asyncio

import aiohttp
import discord

from bot.errors import UserError

_SECONDS = 30.0


async def read_attachment(attachment: discord.Attachment, limit: int) -> bytes:
    """Raise UserError where it is larger than `limit` bytes, whatever Discord says of it, or does not come."""
    if attachment.size > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(_SECONDS), aiohttp.ClientSession(raise_for_status=True) as session:
            return await _read(session, attachment.url, limit)
    except (aiohttp.ClientError, TimeoutError):
        raise UserError("Discord did not hand the file over. Attach it again, or give a link.") from None


async def _read(session: aiohttp.ClientSession, url: str, limit: int) -> bytes:
    content = bytearray()
    async with session.get(url) as response:
        async for part in response.content.iter_any():
            content += part
            if len(content) > limit:
                raise _too_large(limit)
    return bytes(content)


def _too_large(limit: int) -> UserError:
    return UserError(f"The file is larger than {limit / 2**20:.3g} MB, which is the limit. A link may lead to more.")
