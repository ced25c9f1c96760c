"""The handle that the edges hold: the database, and what stands in memory beside it."""

from bot.search.ranking import SearchResult
from bot.services.known_talks import KnownTalks
from bot.services.live_index import LiveIndex
from bot.services.remembered import Remembered
from bot.store.database import Database


class Catalog:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.live_index = LiveIndex(database)
        self.known_talks = KnownTalks(database)
        self.searches: Remembered[SearchResult] = Remembered(100)
        self.kept_lookups: Remembered[bool] = Remembered(10_000)
