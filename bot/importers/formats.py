from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.programmes import Programme, RecordingList
from bot.errors import SourceError
from bot.importers.documents import Document


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as it came. `name` is only for messages: what a file is, its content says."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The files of a folder by relative path, "/" between the parts. The mapping may read on demand."""

    name: str
    files: Mapping[str, bytes]


Source: TypeAlias = SourceFile | SourceFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What a person says about a source. It goes before what the source says of itself."""

    format_name: str | None = None
    time_zone: str | None = None
    event_name: str | None = None


class TimeZoneNeeded(SourceError):  # noqa: N818  the name says what to do
    """The times are local ones, and neither the source nor the options name the zone."""

    def __init__(self) -> None:
        super().__init__(
            "the times carry no time zone, and the file names none: "
            "give the event's time zone, for example Europe/Berlin"
        )


class EventNameNeeded(SourceError):  # noqa: N818  the name says what to do
    """Neither the source nor the options name the event."""

    def __init__(self) -> None:
        super().__init__("the file does not say which event it is about: give the event's name")


Reading: TypeAlias = Programme | RecordingList


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `recognises` looks at the shape alone; `read` may be lazy, and may raise SourceError."""

    name: str
    description: str
    recognises: Callable[[Document], bool]
    read: Callable[[Document, ReadOptions], Iterable[Reading]]
