"""The handle that the edges hold: the database, and what stands in memory beside it."""

from bot.search.ranking import SearchResult
from bot.services.known_talks import KnownTalks
from bot.services.live_index import LiveIndex
from bot.services.remembered import Remembered
from bot.store.database import Database


class Catalog:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.live_index = LiveIndex()
        self.known_talks = KnownTalks()
        self.searches: Remembered[SearchResult] = Remembered(1_000)
        self.completions: Remembered[tuple[int, ...]] = Remembered(5_000)
        self.kept_lookups: Remembered[None] = Remembered(10_000)
