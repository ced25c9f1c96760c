"""A talk as text that a person edits."""

from dataclasses import astuple, dataclass
from datetime import UTC, tzinfo
from hashlib import blake2b
from zoneinfo import ZoneInfo

from bot.domain.catalog import CatalogTalk
from bot.domain.talks import Speaker
from bot.errors import UserError


class FormError(UserError):
    """What was typed cannot be taken as it is; typing something else helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkForm:
    """`when_and_room` has two lines. `speakers` and `links` have one a line: "Name (Affiliation)", "Label: URL".

    A part that is None was not to be edited, and stays as it is.
    """

    title: str | None = None
    speakers: str | None = None
    when_and_room: str | None = None
    links: str | None = None
    abstract: str | None = None


def form_of(entry: CatalogTalk) -> TalkForm:
    talk = entry.talk
    links = {"Watch": talk.video_url, "Schedule": talk.url} | {link.label: link.url for link in talk.links}
    return TalkForm(
        title=talk.title,
        speakers="\n".join(_speaker_line(speaker) for speaker in talk.speakers),
        when_and_room=f"{when_line(entry)}\n{talk.room or ''}".rstrip(),
        links="\n".join(f"{label}: {url}" for label, url in links.items() if url),
        abstract=talk.abstract or "",
    )


def fingerprint(form: TalkForm) -> str:
    """Tells whether a talk is still as it was when its form was opened."""
    return blake2b(repr(astuple(form)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _speaker_line(speaker: Speaker) -> str:
    return f"{speaker.name} ({speaker.affiliation})" if speaker.affiliation else speaker.name


def when_line(entry: CatalogTalk) -> str:
    talk = entry.talk
    if talk.starts_at is None:
        return "" if talk.held_on is None else talk.held_on.isoformat()
    start = talk.starts_at.astimezone(zone_of(entry))
    end = "" if talk.ends_at is None else f"–{talk.ends_at.astimezone(zone_of(entry)):%H:%M}"
    return f"{start:%Y-%m-%d %H:%M}{end}"


def zone_of(entry: CatalogTalk) -> tzinfo:
    """Times are typed as they are in the event's zone; where that is not known, in UTC."""
    name = entry.event.event.time_zone
    return UTC if name is None else ZoneInfo(name)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
