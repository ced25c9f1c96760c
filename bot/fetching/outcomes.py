from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave with a document, to be asked later whether the document has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """`url` is where the redirects ended."""

    url: str
    content: bytes
    validators: Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """Only where validators were handed in."""

    url: str


FetchOutcome: TypeAlias = Fetched | NotModified
