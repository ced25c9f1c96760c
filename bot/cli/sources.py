"""Sources that an operator names: files and folders."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.errors import UserError
from bot.importers.formats import Source, SourceFile, SourceFolder


def source_at(path: Path) -> Source:
    """Raise UserError where there is nothing to read."""
    if path.is_dir():
        return SourceFolder(path.resolve().name, FilesBelow(path))
    try:
        return SourceFile(path.name, path.read_bytes())
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error


class FilesBelow(Mapping[str, bytes]):
    """A folder's files by relative path, each read when it is asked for: together they may not fit into memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        files = (path for path in folder.rglob("*") if path.is_file())
        self._paths = sorted(path.relative_to(folder).as_posix() for path in files)

    def __getitem__(self, path: str) -> bytes:
        return (self._folder / path).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
