from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One person's part in one talk: the affiliation and the role are those of that day."""

    name: str
    affiliation: str | None = None
    role: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Anything on a programme that a person would look for. None means unknown; nothing is ever guessed.

    `key` identifies the talk inside its source. `held_on` is the conference day, which for a talk after
    midnight is the day before `starts_at`. `starts_at` and `ends_at` are aware. `abstract` is plain text
    with Markdown's paragraphs and lists. `language` is an ISO 639-1 code in lower case.
    `part_of` names a co-located event. `url` is the talk's page, `video_url` its recording.
    """

    key: str
    title: str
    title_confirmed: bool = True
    cancelled: bool = False
    speakers: tuple[Speaker, ...] = ()
    abstract: str | None = None
    session_type: str | None = None
    part_of: str | None = None
    track: str | None = None
    room: str | None = None
    held_on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    video_url: str | None = None
    links: tuple[Link, ...] = ()


def speaker_names(speakers: Iterable[Speaker]) -> str:
    return ", ".join(speaker.name for speaker in speakers)


def marked_title(talk: Talk) -> str:
    """The title with a word before it where it is not to be taken at its word."""
    if talk.cancelled:
        return f"Cancelled: {talk.title}"
    return talk.title if talk.title_confirmed else f"Working title: {talk.title}"


def links_of(talk: Talk) -> tuple[Link, ...]:
    """The recording, the page, then the others; each address once."""
    chief = (("Watch", talk.video_url), ("Schedule", talk.url))
    links = [*(Link(label=label, url=url) for label, url in chief if url), *talk.links]
    return tuple({link.url: link for link in reversed(links)}.values())[::-1]


def unknown_facts(talk: Talk) -> tuple[str, ...]:
    """The chief facts that nobody has told yet, in words for a reader."""
    facts = {
        "the final title": talk.title_confirmed,
        "speakers": bool(talk.speakers),
        "date": talk.held_on is not None or talk.starts_at is not None,
        "recording": talk.video_url is not None,
    }
    return tuple(name for name, known in facts.items() if not known)
