"""What one would do without a search of one's own: SQLite's full-text index, and comparing with every title."""

import re
import sqlite3
from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

from bot.domain.talks import Talk, speaker_names

_LIMIT = 10


class PlainFts:
    """Any of the words, stemmed, the best by bm25; title, speakers and abstract come with each talk found."""

    def __init__(self, talks: Iterable[Talk]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE talks USING fts5(title, speakers, abstract, tokenize='porter')")
        rows = ((talk.title, speaker_names(talk.speakers), talk.abstract) for talk in talks)
        self._connection.executemany("INSERT INTO talks VALUES (?, ?, ?)", rows)

    async def search(self, query: str) -> list[object]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        found = self._connection.execute(
            "SELECT * FROM talks WHERE talks MATCH ? ORDER BY rank LIMIT ?", (words, _LIMIT)
        )
        return found.fetchall()


class TitleScan:
    def __init__(self, talks: Iterable[Talk]) -> None:
        self._titles = [utils.default_process(talk.title) for talk in talks]

    async def search(self, query: str) -> list[object]:
        typed = utils.default_process(query)
        return list(process.extract(typed, self._titles, scorer=fuzz.WRatio, limit=_LIMIT))
