"""What an answer costs, in time and memory, with all of pyvideo in the catalog: `make bench`."""

import uvloop

from bot.domain.catalog import SHARED
from bot.domain.filters import EVERYTHING
from bot.services.catalog import Catalog
from bot.store import talks
from bot.store.database import Database
from tests.benchmarks.bench_announcements import bench_announcements
from tests.benchmarks.bench_completion import bench_completion
from tests.benchmarks.bench_discord import bench_discord
from tests.benchmarks.bench_imports import bench_imports
from tests.benchmarks.bench_load import bench_load
from tests.benchmarks.bench_processes import bench_processes
from tests.benchmarks.bench_search import bench_search
from tests.benchmarks.corpus_database import corpus_database, url_of

_ALL = 1_000_000


async def bench() -> None:
    file = await corpus_database()
    database = Database(url_of(file))
    catalog = Catalog(database)
    async with database.reading() as session:
        entries = await talks.programme(session, EVERYTHING, SHARED, offset=0, limit=_ALL)
    known = [entry.talk for entry in entries]
    print(f"{len(known):,} talks in {file}")
    await bench_search(catalog, known)
    await bench_completion(catalog, known)
    await database.close()
    await bench_discord(file)
    await bench_load(file)
    bench_imports()
    await bench_announcements()
    await bench_processes()


if __name__ == "__main__":
    uvloop.run(bench())
