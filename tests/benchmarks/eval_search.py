"""How often the wanted talk comes first (S1) or among the first ten (S10), by kind of query.

Run it as `python -m tests.benchmarks.eval_search [--failures]`.
"""

import gc
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median, quantiles
from time import perf_counter

from bot.search.index import merge_segments
from bot.search.ranking import search
from bot.search.segments import build_segment
from bot.search.words import typed_words
from tests.benchmarks.pyvideo import KINDS, ArchivedEvent, Wanted, read_events, read_queries

LIMIT = 10

# A query answered with the keys of the talks found, each with those of its other deliveries, the best first.
Ask = Callable[[str], Sequence[frozenset[str]]]


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
    start = perf_counter()
    found = ask(wanted.query)
    milliseconds = 1000 * (perf_counter() - start)
    rank = next((at for at, keys in enumerate(found, 1) if keys & wanted.keys), 0)
    return Outcome(wanted, rank, milliseconds, found[0] if found else frozenset())


def talkbot(events: Sequence[ArchivedEvent]) -> Ask:
    index = merge_segments(build_segment(event.talks) for event in events)
    keys = {talk.id: key for event in events for key, talk in zip(event.keys, event.talks, strict=True)}

    def ask(query: str) -> list[frozenset[str]]:
        hits = search([index], query, limit=LIMIT).hits
        return [frozenset(keys[talk_id] for talk_id in (hit.talk_id, *hit.also_given)) for hit in hits]

    return ask


def fts5(events: Sequence[ArchivedEvent]) -> Ask:
    """SQLite's full-text search as it is usually set up: stemmed by Porter, any of the words."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE talks USING fts5(title, speakers, tags, event, abstract, tokenize = porter)")
    keys = [key for event in events for key in event.keys]
    for talk in (talk for event in events for talk in event.talks):
        row = (talk.title, " ".join(talk.speakers), " ".join(talk.tags), " ".join(talk.event_names), talk.abstract)
        database.execute("INSERT INTO talks VALUES (?, ?, ?, ?, ?)", row)

    def ask(query: str) -> list[frozenset[str]]:
        any_word = " OR ".join(f'"{word}"' for word in typed_words(query))
        sql = "SELECT rowid FROM talks WHERE talks MATCH ? ORDER BY rank LIMIT ?"
        return [frozenset([keys[row - 1]]) for (row,) in database.execute(sql, (any_word, LIMIT))]

    return ask


def print_table(name: str, outcomes: Sequence[Outcome]) -> None:
    print(f"{name:<24}{'S1':>7}{'S10':>7}{'MRR':>7}{'p50 ms':>9}{'p99 ms':>9}")
    for kind in KINDS:
        of_kind = [outcome for outcome in outcomes if outcome.wanted.kind == kind]
        ranks = [outcome.rank for outcome in of_kind]
        times = [outcome.milliseconds for outcome in of_kind]
        first, found = mean(rank == 1 for rank in ranks), mean(rank > 0 for rank in ranks)
        reciprocal = mean(1 / rank if rank else 0 for rank in ranks)
        slowest = quantiles(times, n=100)[-1]
        print(f"  {kind:<22}{first:>7.3f}{found:>7.3f}{reciprocal:>7.3f}{median(times):>9.1f}{slowest:>9.1f}")


def print_failures(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.rank != 1:
            print(f"{outcome.wanted.kind} at {outcome.rank or '-'}: {outcome.wanted.query}")
            print(f"    wanted {', '.join(sorted(outcome.wanted.keys))}")
            print(f"    first  {', '.join(sorted(outcome.first))}")


def main() -> None:
    queries = read_queries()
    events = list(read_events())
    ours, theirs = talkbot(events), fts5(events)
    # The archive's own objects are set aside, or the collector's walks over them would be timed too.
    del events
    gc.collect()
    gc.freeze()
    outcomes = evaluate(ours, queries)
    print_table("Talkbot", outcomes)
    print_table("SQLite FTS5, porter, OR", evaluate(theirs, queries))
    if "--failures" in sys.argv:
        print_failures(outcomes)


if __name__ == "__main__":
    main()
