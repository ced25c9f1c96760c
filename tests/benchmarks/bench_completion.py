"""How long the choices take while somebody types: after each of the first letters of titles and of names."""

from collections.abc import Iterable, Sequence

from bot.domain.catalog import SHARED
from bot.domain.talks import Talk
from bot.services.catalog import Catalog
from bot.services.finding.complete import complete_talks
from tests.benchmarks.reporting import Line, report
from tests.benchmarks.timings import timing_of

_TYPED_BY = 20
_LONGEST = 16
_P99_AIM = 10


async def bench_completion(catalog: Catalog, talks: Sequence[Talk]) -> None:
    async def answer(typed: str) -> object:
        return await complete_talks(catalog, typed, SHARED)

    some = talks[:: len(talks) // _TYPED_BY][:_TYPED_BY]
    titles = [talk.title for talk in some]
    names = [talk.speakers[0].name for talk in some if talk.speakers]
    lines = [
        Line(name, str(timing), f"p99 ≤ {_P99_AIM} ms", timing.p99 <= _P99_AIM)
        for name, texts in (("titles", titles), ("speakers", names))
        for timing in [await timing_of(_typed(texts), answer)]
    ]
    report(f"Autocomplete: {_TYPED_BY} talks, letter by letter", lines)


def _typed(texts: Iterable[str]) -> list[str]:
    return [text[:end] for text in texts for end in range(1, min(len(text), _LONGEST) + 1)]
