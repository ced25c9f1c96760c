"""All of pyvideo as the product sees it: imported into a database, indexed and read back."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.catalog import SHARED, CatalogTalk
from bot.domain.filters import EVERYTHING
from bot.domain.talks import speaker_names
from bot.search.index import Index
from bot.search.ranking import search
from bot.search.words import typed_words
from bot.services.catalog import Catalog
from bot.store import talks
from bot.store.database import Database
from tests.benchmarks.corpus_database import corpus_database, url_of

LIMIT = 10
_ALL = 1_000_000

# A query answered with the keys of the talks found, each with those of its other deliveries, the best first.
Ask = Callable[[str], Sequence[frozenset[str]]]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The catalog's talks by their id there, and the index of them all."""

    entries: Mapping[int, CatalogTalk]
    indexes: tuple[Index, ...]

    def key(self, talk_id: int) -> str:
        return self.entries[talk_id].talk.key


async def read_corpus() -> Corpus:
    catalog = Catalog(Database(url_of(await corpus_database())))
    async with catalog.database.reading() as session:
        entries = await talks.programme(session, EVERYTHING, SHARED, offset=0, limit=_ALL)
        view = await catalog.live_index.view(session, SHARED)
    await catalog.database.close()
    return Corpus({entry.id: entry for entry in entries}, view.indexes)


def talkbot(corpus: Corpus) -> Ask:
    def ask(query: str) -> list[frozenset[str]]:
        hits = search(corpus.indexes, query, limit=LIMIT).hits
        return [frozenset(map(corpus.key, (hit.talk_id, *hit.also_given))) for hit in hits]

    return ask


def fts5(corpus: Corpus) -> Ask:
    """SQLite's full-text search as it is usually set up: stemmed by Porter, any of the words."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE talks USING fts5(title, speakers, tags, event, abstract, tokenize = porter)")
    rows = ((talk_id, *_texts(entry)) for talk_id, entry in corpus.entries.items())
    database.executemany(
        "INSERT INTO talks (rowid, title, speakers, tags, event, abstract) VALUES (?, ?, ?, ?, ?, ?)", rows
    )

    def ask(query: str) -> list[frozenset[str]]:
        any_word = " OR ".join(f'"{word}"' for word in typed_words(query))
        sql = "SELECT rowid FROM talks WHERE talks MATCH ? ORDER BY rank LIMIT ?"
        return [frozenset([corpus.key(talk_id)]) for (talk_id,) in database.execute(sql, (any_word, LIMIT))]

    return ask


def _texts(entry: CatalogTalk) -> tuple[str, ...]:
    talk = entry.talk
    return (talk.title, speaker_names(talk.speakers), " ".join(talk.tags), entry.event.event.name, talk.abstract or "")
