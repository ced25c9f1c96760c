"""Which links are followed, before any name is looked up."""

from yarl import URL

from bot.errors import SourceError

_SCHEMES = {"http", "https"}
_SHOWN = 100


def read_location(text: str) -> URL:
    """Spaces and <> around the link are dropped: with <> a Discord user keeps a preview from appearing."""
    return _checked(_parsed(text.strip().removeprefix("<").removesuffix(">").strip()))


def redirected(origin: URL, location: str | None) -> URL:
    """`location` as in the header: absolute, or relative to `origin`."""
    if not location:
        raise SourceError("it redirects without saying where to")
    target = origin.join(_parsed(location))
    if origin.scheme == "https" and target.scheme == "http":
        raise SourceError("it redirects from https:// to http://, where the answer could be forged")
    try:
        return _checked(target)
    except SourceError as error:
        raise SourceError(f"it redirects to {str(target)[:_SHOWN]}: {error.reason}") from None


def shown_host(url: URL) -> str:
    return (url.host or "")[:_SHOWN]


def _parsed(text: str) -> URL:
    try:
        return URL(text)
    except ValueError:
        raise SourceError("the link is malformed: copy it again") from None


def _checked(url: URL) -> URL:
    if url.scheme not in _SCHEMES:
        raise SourceError("a link must begin with https:// or http://")
    # An IPv6 address may carry a zone after %, which names a network card of this computer.
    if not url.host or "%" in url.host:
        raise SourceError("the link names no server: it looks like https://example.org/schedule.json")
    if url.user is not None or url.password is not None:
        raise SourceError("the link contains a user name or password, which others could read: give one without")
    return url
