"""How long a search takes: the whole way to ten loaded talks, the ranking alone, and two plainer ways beside it."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.domain.catalog import SHARED
from bot.domain.lookups import TalkSearch
from bot.domain.talks import Talk
from bot.search.ranking import search
from bot.services.catalog import Catalog
from bot.services.finding.rank_talks import MOST_RANKED, rank_talks
from tests.benchmarks.pyvideo import KINDS, read_queries
from tests.benchmarks.reporting import Line, report
from tests.benchmarks.rivals import PlainFts, TitleScan
from tests.benchmarks.timings import Timing, timing_of

_LIMIT = 10
_P50_AIM, _P99_AIM = 5, 30
_WHOLE, _SCAN = "search", "scan of all titles"

Answer = Callable[[str], Awaitable[object]]


async def bench_search(catalog: Catalog, talks: Sequence[Talk]) -> None:
    await _bench_first(catalog)
    ways = await _ways(catalog, talks)
    for kind in KINDS:
        queries = [wanted.query for wanted in read_queries() if wanted.kind == kind]
        timings = {name: await timing_of(queries, answer, rounds=_rounds(name)) for name, answer in ways.items()}
        report(f"Search: {kind}, {len(queries)} queries", [_line(name, timings) for name in ways])


async def _bench_first(catalog: Catalog) -> None:
    started = time.perf_counter()
    await rank_talks(catalog, TalkSearch("python"), SHARED, limit=_LIMIT)
    seconds = time.perf_counter() - started
    report("Search: the first one, which reads the index", [Line("search", f"{seconds:.2f} s")])


async def _ways(catalog: Catalog, talks: Sequence[Talk]) -> Mapping[str, Answer]:
    async with catalog.database.reading() as session:
        indexes = (await catalog.live_index.view(session, SHARED)).indexes

    async def whole(query: str) -> object:
        return await rank_talks(catalog, TalkSearch(query), SHARED, limit=_LIMIT)

    async def ranking_alone(query: str) -> object:
        return search(indexes, query, limit=MOST_RANKED)

    return {
        _WHOLE: whole,
        "its ranking alone": ranking_alone,
        "plain FTS5": PlainFts(talks).search,
        _SCAN: TitleScan(talks).search,
    }


def _rounds(name: str) -> int:
    """A scan is so slow that once is enough."""
    return 1 if name == _SCAN else 3


def _line(name: str, timings: Mapping[str, Timing]) -> Line:
    timing, whole = timings[name], timings[_WHOLE]
    if name == _WHOLE:
        met = timing.p50 <= _P50_AIM and timing.p99 <= _P99_AIM
        return Line(name, str(timing), f"p50 ≤ {_P50_AIM} ms, p99 ≤ {_P99_AIM} ms", met)
    return Line(name, str(timing), f"× {timing.p50 / whole.p50:.2f}, × {timing.p99 / whole.p99:.2f}")
