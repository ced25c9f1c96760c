from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapMaterial:
    """What is known for summing an event up, from one published text about it."""

    source_title: str | None = None
    source_url: str | None = None
    author: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    scope: str | None = None
    themes: tuple[Theme, ...] = ()
    highlights: tuple[str, ...] = ()
    what_next: tuple[str, ...] = ()
