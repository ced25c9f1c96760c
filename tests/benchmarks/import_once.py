"""One import in a process of its own, for what it takes in memory: `python -m tests.benchmarks.import_once DB FILE`."""

import asyncio
import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.sources import order_at
from bot.domain.history import OPERATOR
from bot.fetching.limits import FetchLimits
from bot.services.catalog import Catalog
from bot.services.changes.import_source import ImportWishes, carry_out_import
from bot.store import schema
from bot.store.database import Database
from tests.benchmarks.corpus_database import url_of

_NOW = datetime(2026, 11, 22, tzinfo=UTC)


async def import_once(file: Path, location: str) -> float:
    """Seconds."""
    database = Database(url_of(file))
    await schema.upgrade(database)
    started = time.perf_counter()
    order = await order_at(location, ImportWishes(), FetchLimits())
    await carry_out_import(Catalog(database), order, actor=OPERATOR, now=_NOW)
    seconds = time.perf_counter() - started
    await database.close()
    return seconds


if __name__ == "__main__":
    seconds = asyncio.run(import_once(Path(sys.argv[1]), sys.argv[2]))
    # Linux counts in KB.
    print(json.dumps({"seconds": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
