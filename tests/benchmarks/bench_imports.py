"""How long an import takes, into an empty catalog and once more, beside the bare insertion of the rows it wrote."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.pyvideo import unpacked
from tests.benchmarks.reporting import Line, report

_MOST_MB = 300


@dataclass(frozen=True, slots=True)
class _Run:
    seconds: float
    peak_mb: float

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, {self.peak_mb:.0f} MB"


def bench_imports() -> None:
    data = Path(os.environ.get("TALKBOT_DATA") or Path(__file__).parents[2] / "../shared/data").resolve()
    _bench("all of pyvideo", unpacked(), most_seconds=20)
    _bench("FOSDEM 2026", data / "schedules" / "frab_xml" / "fosdem-2026.xml", most_seconds=2)


def _bench(name: str, source: Path, *, most_seconds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="talkbot-bench-") as folder:
        file = Path(folder) / "talkbot.db"
        first, again = _run(file, source), _run(file, source)
        rows, bare = _bare_seconds(file, Path(folder) / "bare.db")
    met = first.seconds <= most_seconds and first.peak_mb <= _MOST_MB
    lines = [
        Line("into an empty catalog", str(first), f"≤ {most_seconds} s, ≤ {_MOST_MB} MB", met),
        Line("once more, unchanged", str(again), f"× {again.seconds / first.seconds:.2f}"),
        Line("bare executemany", f"{bare:.2f} s", f"{rows:,} rows; the import takes × {first.seconds / bare:.1f}"),
    ]
    report(f"Import: {name}", lines)


def _run(file: Path, source: Path) -> _Run:
    command = [sys.executable, "-m", "tests.benchmarks.import_once", str(file), str(source)]
    ended = subprocess.run(command, capture_output=True, check=True, text=True)
    return _Run(**json.loads(ended.stdout))


def _bare_seconds(written: Path, empty: Path) -> tuple[int, float]:
    """How many rows an import wrote, and how long it takes to write just them into the same tables."""
    with sqlite3.connect(written) as known:
        schema = [
            sql for (sql,) in known.execute("SELECT sql FROM sqlite_master WHERE sql NOT LIKE '%sqlite_sequence%'")
        ]
        tables = [name for (name,) in known.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: known.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    with sqlite3.connect(empty) as bare:
        bare.execute("PRAGMA journal_mode=WAL")
        for statement in schema:
            bare.execute(statement)
        started = time.perf_counter()
        for name, values in rows.items():
            if values and name != "sqlite_sequence":
                places = ", ".join("?" * len(values[0]))
                bare.executemany(f'INSERT INTO "{name}" VALUES ({places})', values)
        bare.commit()
        seconds = time.perf_counter() - started
    return sum(map(len, rows.values())), seconds


if __name__ == "__main__":
    bench_imports()
