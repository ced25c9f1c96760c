"""From what a source says of a talk to a Talk: every format ends here."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.domain.talks import Link, Speaker, Talk
from bot.errors import SourceError
from bot.importers.languages import language_code
from bot.importers.links import first_video, is_video, web_address
from bot.importers.people import distinct
from bot.importers.prose import LONGEST_PROSE, one_line, prose
from bot.importers.titles import title_and_mark

_LONGEST_KEY = 200
_LONGEST_LABEL = 200
_MOST = 100
_NOT_WORTH_KEEPING = ("feedback", "chat room", "subtitle file", "creativecommons.org")


def cleaned_talk(
    *,
    key: str,
    title: str,
    zone: ZoneInfo | None = None,
    speakers: Iterable[Speaker] = (),
    texts: Iterable[str] = (),
    session_type: str = "",
    track: str = "",
    room: str = "",
    held_on: date | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    language: str = "",
    tags: Iterable[str] = (),
    url: object = None,
    videos: Iterable[object] = (),
    links: Iterable[tuple[str, object]] = (),
    cancelled: bool = False,
) -> Talk:
    """Raise SourceError if there is no title or no key. `starts_at` and `ends_at` are aware.

    Of `texts`, the abstract and the description, one that repeats the other is left out. An end before the
    start is left out, and so is whatever is no web address. `videos` are surely recordings; `links` may be.
    """
    name, is_marked = title_and_mark(title)
    if not name:
        raise SourceError("it has no title")
    if not key.strip():
        raise SourceError("it has no id")
    pairs = _web_links(links)
    video = _first_video(videos, pairs)
    return Talk(
        key=one_line(key, _LONGEST_KEY),
        title=name,
        cancelled=cancelled or is_marked,
        speakers=distinct(list(speakers)[:_MOST]),
        abstract=_abstract(texts, name),
        session_type=one_line(session_type, _LONGEST_LABEL) or None,
        track=one_line(track, _LONGEST_LABEL) or None,
        room=one_line(room, _LONGEST_LABEL) or None,
        held_on=held_on or local_day(starts_at, zone),
        starts_at=starts_at and starts_at.astimezone(UTC),
        ends_at=ends_at.astimezone(UTC) if ends_at and starts_at and ends_at > starts_at else None,
        language=language_code(language),
        tags=_tags(tags),
        url=web_address(url),
        video_url=video,
        links=tuple(pair for pair in pairs if not is_video(pair.url)),
    )


def _first_video(videos: Iterable[object], links: tuple[Link, ...]) -> str | None:
    """Choose among surely recordings first, then links called recordings, then any link to a video host."""
    sure = next((address for video in videos if (address := web_address(video))), None)
    called = [link.url for link in links if "record" in link.label.lower()]
    return sure or first_video(called) or first_video(link.url for link in links)


def local_day(moment: datetime | None, zone: ZoneInfo | None) -> date | None:
    """Return None where only UTC is known: the day at the event may be another."""
    if moment is None:
        return None
    if zone is not None:
        return moment.astimezone(zone).date()
    return moment.date() if moment.utcoffset() else None


def _abstract(texts: Iterable[str], title: str) -> str | None:
    kept: list[str] = []
    for text in texts:
        clean = prose(text)
        if clean and clean != title and not any(clean in other for other in kept):
            kept = [*(other for other in kept if other not in clean), clean]
    return "\n\n".join(kept)[:LONGEST_PROSE] or None


def _tags(tags: Iterable[str]) -> tuple[str, ...]:
    clean = (one_line(tag, _LONGEST_LABEL) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in clean if tag))[:_MOST]


def _web_links(links: Iterable[tuple[str, object]]) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for label, value in links:
        address = web_address(value)
        name = one_line(label, _LONGEST_LABEL)
        if address and not any(word in name.lower() for word in _NOT_WORTH_KEEPING):
            found.setdefault(address, Link(label=name or address[:_LONGEST_LABEL], url=address))
    return tuple(found.values())[:_MOST]
