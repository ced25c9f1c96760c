"""Sources that an operator names: files, folders and URLs."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.errors import SourceError
from bot.fetching.limits import FetchLimits
from bot.importers.documents import FolderDocument
from bot.importers.formats import Source, SourceFile, SourceFolder
from bot.importers.reading import FORMATS
from bot.services.changes.fetch_source import fetch_order, is_url
from bot.services.changes.import_source import ImportOrder, ImportWishes


def each_source(location: str) -> tuple[str, ...]:
    """A folder is one source where its files make one, as in pyvideo's data; else each of its files is one."""
    if is_url(location) or not Path(location).is_dir():
        return (location,)
    files = FilesBelow(Path(location))
    folder = FolderDocument(location, files)
    if not files or any(one.recognises(folder) for one in FORMATS):
        return (location,)
    return tuple(str(Path(location) / path) for path in files)


async def order_at(location: str, wishes: ImportWishes, limits: FetchLimits) -> ImportOrder:
    """Raise SourceError where there is nothing to read."""
    if not is_url(location):
        source = _source_at(Path(location))
        return ImportOrder(source=source, location=source.name, wishes=wishes)
    order = await fetch_order(location, wishes, limits)
    if order is None:
        raise SourceError("the server says that nothing changed, though it was not asked")
    return order


def as_text(name: str) -> str:
    """A file's name may hold bytes that are no text, which neither a terminal nor the catalog takes."""
    return os.fsencode(name).decode("utf-8", "replace")


def _source_at(path: Path) -> Source:
    name = as_text(path.resolve().name)
    if path.is_dir():
        return SourceFolder(name, FilesBelow(path))
    return SourceFile(name, _content(path))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"it cannot be read: {error.strerror}") from error


class FilesBelow(Mapping[str, bytes]):
    """A folder's files by relative path, each read when it is asked for: together they may not fit into memory.

    Hidden ones are left out, such as those that git keeps.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = (Path(parent) / name for parent, _, names in os.walk(folder) for name in names)
        paths = (path.relative_to(folder) for path in found if path.is_file())
        self._paths = sorted(path.as_posix() for path in paths if not any(part[0] == "." for part in path.parts))

    def __getitem__(self, path: str) -> bytes:
        return _content(self._folder / path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
