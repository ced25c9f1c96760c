"""The handle that the edges hold: the database, and the search index that stands in memory beside it."""

from bot.services.live_index import LiveIndex
from bot.store.database import Database


class Catalog:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.live_index = LiveIndex()
