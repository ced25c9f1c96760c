from dataclasses import dataclass

from bot.domain.events import Event
from bot.domain.talks import Talk


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that could not be read: what the source calls it, and why."""

    record: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What one source says of one event. `format_name` is the format it was read as."""

    format_name: str
    event: Event
    talks: tuple[Talk, ...]
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording that names its talk only by its title."""

    title: str
    video_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingList:
    """Recordings for talks that are in the catalog already."""

    format_name: str
    recordings: tuple[Recording, ...]
    refused: tuple[Refusal, ...] = ()
