"""Programmes that hypothesis makes: anything that the catalog may hold."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from bot.domain.events import Event
from bot.domain.talks import Link, Speaker, Talk

# What the importers keep of foreign text: no control characters, no lone surrogates, no blanks at either end.
_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), include_characters=" ")
LINES = st.text(_CHARACTERS, min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
_MAYBE_LINE = st.none() | LINES
_TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n\n".join)
_URLS = st.from_regex(r"https://[a-z]{3,9}\.example/[a-zA-Z0-9?=&;,%_-]{0,20}", fullmatch=True)
_DAYS = st.dates(date(1995, 1, 1), date(2040, 1, 1))
_MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001  the zone follows
    lambda moment: moment.replace(microsecond=0)
)
_SPEAKERS = st.builds(Speaker, name=LINES, affiliation=_MAYBE_LINE, role=_MAYBE_LINE, note=_MAYBE_LINE)


@st.composite
def talks(draw: st.DrawFn, key: str) -> Talk:
    starts_at = draw(st.none() | _MOMENTS)
    length = draw(st.none() | st.integers(1, 600))
    known = starts_at is not None and length is not None
    return Talk(
        key=key,
        title=draw(LINES),
        title_confirmed=draw(st.booleans()),
        cancelled=draw(st.booleans()),
        speakers=tuple(draw(st.lists(_SPEAKERS, max_size=3))),
        abstract=draw(st.none() | _TEXTS),
        session_type=draw(_MAYBE_LINE),
        part_of=draw(_MAYBE_LINE),
        track=draw(_MAYBE_LINE),
        room=draw(_MAYBE_LINE),
        held_on=draw(st.none() | _DAYS) if starts_at is None else starts_at.date(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=length) if starts_at and known and length else None,
        language=draw(st.none() | st.sampled_from(["en", "cs", "zh"])),
        tags=tuple(draw(st.lists(LINES, max_size=3, unique=True))),
        url=draw(st.none() | _URLS),
        video_url=draw(st.none() | _URLS),
        links=tuple(draw(st.lists(st.builds(Link, label=LINES, url=_URLS), max_size=2))),
    )


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Event, tuple[Talk, ...]]:
    event = Event(
        slug="the-event",
        name=draw(LINES),
        city=draw(_MAYBE_LINE),
        time_zone=draw(st.none() | st.sampled_from(["Europe/Prague", "Asia/Kolkata", "America/Los_Angeles"])),
    )
    keys = draw(st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), max_size=5, unique=True))
    return event, tuple(draw(talks(key)) for key in keys)
