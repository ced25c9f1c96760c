import time
from collections.abc import Iterable
from typing import Any

from bot.cli.composition import open_catalog
from bot.cli.console import out, write_record
from bot.cli.text import ranking_text
from bot.domain.catalog import SHARED
from bot.domain.filters import EVERYTHING, TalkFilter
from bot.domain.lookups import TalkSearch
from bot.services.catalog import Catalog
from bot.services.finding.rank_talks import RankedTalk, Ranking, rank_talks
from bot.services.finding.understand import FilterWords, understand
from bot.settings import Settings


async def search_once(settings: Settings, query: str, event: str | None, limit: int, *, as_json: bool) -> bool:
    """Whether anything was found."""
    # An argument that is no UTF-8 comes with half characters, which no output takes.
    text = query.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    async with open_catalog(settings) as catalog:
        return await _answer(catalog, text, await _filter(catalog, event), limit, as_json=as_json)


async def search_each_line(
    settings: Settings, lines: Iterable[bytes], event: str | None, limit: int, *, as_json: bool
) -> bool:
    """Answer each line as it comes, empty ones too: a program waits for each. Whether anything was found for any."""
    found = False
    async with open_catalog(settings) as catalog:
        talk_filter = await _filter(catalog, event)
        for line in lines:
            query = line.decode("utf-8", "replace").strip()
            found |= await _answer(catalog, query, talk_filter, limit, as_json=as_json)
    return found


async def _answer(catalog: Catalog, query: str, talk_filter: TalkFilter, limit: int, *, as_json: bool) -> bool:
    started = time.perf_counter()
    ranking = await rank_talks(catalog, TalkSearch(query, talk_filter), SHARED, limit=limit)
    took_ms = (time.perf_counter() - started) * 1000
    if as_json:
        write_record(_record(query, ranking, took_ms))
    else:
        out.print(ranking_text(query, ranking))
    return bool(ranking.ranked)


async def _filter(catalog: Catalog, event: str | None) -> TalkFilter:
    return EVERYTHING if event is None else await understand(catalog, FilterWords(event=event), SHARED)


def _record(query: str, ranking: Ranking, took_ms: float) -> dict[str, Any]:
    return {
        "query": query,
        "results": [_result(ranked) for ranked in ranking.ranked],
        "corrected": ranking.corrected,
        "took_ms": round(took_ms, 2),
    }


def _result(ranked: RankedTalk) -> dict[str, Any]:
    talk = ranked.entry.talk
    return {
        "id": ranked.entry.id,
        "source_key": talk.key,
        "title": talk.title,
        "event": ranked.entry.event.event.name,
        "speakers": [speaker.name for speaker in talk.speakers],
        "score": round(ranked.score, 4),
        "also_given": [other.talk.key for other in ranked.also_given],
    }
