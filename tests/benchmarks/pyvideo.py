"""The pyvideo archive, and the questions written for it."""

import json
import os
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ARCHIVE = "pyvideo-8d373502.tar.xz"
KINDS = ("keywords", "typo", "speaker", "question")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One query, and the keys of the talks that answer it; `answer` is the passage of the first that answers it."""

    kind: str
    query: str
    key: str
    given_too: frozenset[str] = frozenset()
    answer: str | None = None

    @property
    def keys(self) -> frozenset[str]:
        return self.given_too | {self.key}


def read_queries() -> list[Wanted]:
    lines = (_folder() / "queries.jsonl").read_text().splitlines()
    return [
        Wanted(kind, record[kind], record["id"], frozenset(record["same_talk"]), record["answer"])
        for record in map(json.loads, lines)
        for kind in KINDS
    ]


def unpacked() -> Path:
    target = Path(tempfile.gettempdir()) / f"talkbot-{ARCHIVE.removesuffix('.tar.xz')}"
    if not target.exists():
        partial = Path(tempfile.mkdtemp(prefix="talkbot-"))
        with tarfile.open(_folder() / ARCHIVE) as archive:
            archive.extractall(partial, filter="data")
        partial.rename(target)
    return target


def _folder() -> Path:
    data = os.environ.get("TALKBOT_DATA") or Path(__file__).parents[2] / "../shared/data"
    folder = Path(data).resolve() / "search"
    if not (folder / ARCHIVE).exists():
        sys.exit(f"No {ARCHIVE} in {folder}: set TALKBOT_DATA to the folder that holds search/{ARCHIVE}.")
    return folder
