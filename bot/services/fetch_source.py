"""A source behind a URL, as an import wants it."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bot.fetching.fetch import fetch
from bot.fetching.limits import FetchLimits
from bot.fetching.outcomes import Fetched, NotModified, Validators
from bot.importers.formats import SourceFile
from bot.services.import_source import ImportOrder, ImportWishes


def is_url(location: str) -> bool:
    return location.casefold().startswith(("http://", "https://"))


async def fetch_order(
    url: str, wishes: ImportWishes, limits: FetchLimits, validators: Validators | None = None
) -> ImportOrder | None:
    """None where the server says that nothing changed since the `validators`. Raise SourceError, which says why."""
    match await fetch(url, limits, validators=validators):
        case NotModified():
            return None
        case Fetched(content=content, validators=given):
            name = PurePosixPath(urlsplit(url).path).name or "schedule"
            said = {"etag": given.etag, "last_modified": given.last_modified}
            return ImportOrder(source=SourceFile(name, content), location=url, wishes=wishes, said=said)
