"""A source behind a URL, or in a file that was handed over, as an import wants it."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bot.fetching.bodies import Progress
from bot.fetching.fetch import fetch
from bot.fetching.limits import FetchLimits
from bot.fetching.outcomes import Fetched, NotModified, Validators
from bot.importers.formats import SourceFile
from bot.services.changes.import_source import ImportOrder, ImportWishes


def is_url(location: str) -> bool:
    return location.casefold().startswith(("http://", "https://"))


def file_order(name: str, content: bytes, wishes: ImportWishes) -> ImportOrder:
    """A file that somebody handed over."""
    return ImportOrder(source=SourceFile(name, content), location=name, wishes=wishes)


async def fetch_order(
    url: str,
    wishes: ImportWishes,
    limits: FetchLimits,
    validators: Validators | None = None,
    progress: Progress | None = None,
) -> ImportOrder | None:
    """None where the server says that nothing changed since the `validators`. Raise SourceError, which says why.

    `progress` is told the bytes that have come, and how many there are if that is known.
    """
    match await fetch(url, limits, validators=validators, progress=progress):
        case NotModified():
            return None
        case Fetched(content=content, validators=given):
            name = PurePosixPath(urlsplit(url).path).name or "schedule"
            said = {"etag": given.etag, "last_modified": given.last_modified}
            return ImportOrder(source=SourceFile(name, content), location=url, wishes=wishes, said=said)
