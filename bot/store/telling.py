"""Telling all processes on the database that there is something new; on SQLite each finds out by looking."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.fellows import Topic
from bot.store.upserting import is_postgres

CHANNEL = "talkbot"


async def tell(session: AsyncSession, topic: Topic, what: str = "") -> None:
    """When the transaction is committed, and once however often it was said in it."""
    if is_postgres(session):
        told = {"channel": CHANNEL, "told": f"{topic}:{what}"}
        await session.execute(text("SELECT pg_notify(:channel, :told)"), told)
