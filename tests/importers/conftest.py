import os
from pathlib import Path

import pytest

from bot.importers.formats import Source, SourceFile, SourceFolder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of real schedules; skip where it is not there."""
    folder = Path(os.environ.get("TALKBOT_DATA", ROOT.parent / "shared" / "data")) / "schedules"
    if not folder.is_dir():
        pytest.skip(f"no sample schedules at {folder}; TALKBOT_DATA can name another place")
    return folder


class SourceAt:
    """Opens a file or a folder as a source."""

    def __call__(self, path: Path) -> Source:
        if path.is_file():
            return SourceFile(path.name, path.read_bytes())
        files = (file for file in path.rglob("*") if file.is_file())
        return SourceFolder(path.name, {file.relative_to(path).as_posix(): file.read_bytes() for file in files})


@pytest.fixture(scope="session")
def source_at() -> SourceAt:
    return SourceAt()
