"""What the client does again and again beside answering. Most of it is done by one process for all."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

import discord

from bot.discord_app.catalog.news import News
from bot.discord_app.dropping import drop_what_is_old
from bot.discord_app.repeating import Repeating
from bot.discord_app.sharing import Sharing
from bot.discord_app.wiring import Wiring
from bot.domain.fellows import Topic
from bot.services.catalog import Catalog

_A_MINUTE = 60.0
_A_DAY = 24 * 60 * _A_MINUTE


def catalog_jobs(client: discord.Client, catalog: Catalog, wiring: Wiring, sharing: Sharing) -> Iterator[Repeating]:
    """Sources are read as often as the operator wants; what waits to be told goes out soon, whoever wrote it."""
    news = News(client, catalog, wiring)
    telling = Repeating("tell news", sharing.chore(news.tell), wiring.news_seconds)
    sharing.wakes(Topic.NEWS, telling.wake)
    yield telling
    if wiring.sync_minutes:
        reading = sharing.chore(_then(news.read_sources, telling))
        yield _from_the_start(Repeating("read sources", reading, wiring.sync_minutes * _A_MINUTE), sharing)
    dropping = sharing.chore(partial(drop_what_is_old, catalog, wiring))
    yield _from_the_start(Repeating("drop what is old", dropping, _A_DAY), sharing)


def _from_the_start(job: Repeating, sharing: Sharing) -> Repeating:
    """Not only when it is time for the next, where this process comes to do it in between."""
    sharing.wakes(Topic.CHORES, job.wake)
    return job


def _then(job: Callable[[], Awaitable[None]], next_one: Repeating) -> Callable[[], Awaitable[None]]:
    async def both() -> None:
        try:
            await job()
        finally:
            next_one.wake()

    return both
