"""How well the product finds talks and answers questions, on all of pyvideo (`make eval`; --failures lists misses).

S1 is the share of queries with the wanted talk first, S10 with it among the first ten, MRR the mean of 1 / its rank.
Times are of one query's ranking, in milliseconds of the processor, so that other programs hardly count.
"""

import asyncio
import gc
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median, quantiles
from time import process_time

from tests.benchmarks.eval_answers import print_answers
from tests.benchmarks.eval_corpus import Ask, fts5, read_corpus, talkbot
from tests.benchmarks.pyvideo import KINDS, Wanted, read_queries


@dataclass(frozen=True, slots=True)
class Outcome:
    """`rank` is where the wanted talk was found, 0 where it was not; `first` are the keys found in front."""

    wanted: Wanted
    rank: int
    milliseconds: float
    first: frozenset[str]


def evaluate(ask: Ask, queries: Iterable[Wanted]) -> list[Outcome]:
    return [_outcome(ask, wanted) for wanted in queries]


def _outcome(ask: Ask, wanted: Wanted) -> Outcome:
    start = process_time()
    found = ask(wanted.query)
    milliseconds = 1000 * (process_time() - start)
    rank = next((at for at, keys in enumerate(found, 1) if keys & wanted.keys), 0)
    return Outcome(wanted, rank, milliseconds, found[0] if found else frozenset())


def print_table(name: str, outcomes: Sequence[Outcome]) -> None:
    print(f"{name:<24}{'S1':>7}{'S10':>7}{'MRR':>7}{'p50 ms':>9}{'p99 ms':>9}")
    for kind in KINDS:
        of_kind = [outcome for outcome in outcomes if outcome.wanted.kind == kind]
        if of_kind:
            print(f"  {kind:<22}{_figures(of_kind)}")


def _figures(outcomes: Sequence[Outcome]) -> str:
    ranks, times = [outcome.rank for outcome in outcomes], [outcome.milliseconds for outcome in outcomes]
    shares = (mean(rank == 1 for rank in ranks), mean(rank > 0 for rank in ranks))
    reciprocal = mean(1 / rank if rank else 0 for rank in ranks)
    slowest = quantiles(times, n=100, method="inclusive")[98]
    return "".join(f"{share:>7.3f}" for share in (*shares, reciprocal)) + f"{median(times):>9.1f}{slowest:>9.1f}"


def print_failures(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.rank != 1:
            print(f"{outcome.wanted.kind} at {outcome.rank or '-'}: {outcome.wanted.query}")
            print(f"    wanted {', '.join(sorted(outcome.wanted.keys))}")
            print(f"    first  {', '.join(sorted(outcome.first))}")


def main() -> None:
    queries, corpus = read_queries(), asyncio.run(read_corpus())
    # The corpus' own objects are set aside, or the collector's walks over them would be timed too.
    gc.collect()
    gc.freeze()
    print(f"{len(corpus.entries):,} talks, {len(queries) // len(KINDS)} queries of each kind")
    outcomes = evaluate(talkbot(corpus), queries)
    print_table("Talkbot", outcomes)
    print_table("SQLite FTS5, porter, OR", evaluate(fts5(corpus), queries))
    print_answers(corpus, queries)
    if "--failures" in sys.argv:
        print_failures(outcomes)


if __name__ == "__main__":
    main()
