"""A recap as CommonMark, for a blog. Foreign text is escaped, so it shows as it was written."""

import re
from collections.abc import Iterable, Sequence

from bot.domain.dates import date_range, place
from bot.domain.event_recaps import Recap, RecapTalk, in_numbers, presenters
from bot.domain.talks import marked_title
from bot.importers.links import web_address

_MARK = re.compile(r"[\\`*_\[\]<>|~]|&(?=[\w#])|^[ ]*(?:[#+=-]|\d+(?=[.)]))", re.MULTILINE)
_ADDRESS = re.compile(r"(https?://[\w\-./?=&%#:+,;@~]+[\w/])")
_CONTROL = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")


def recap_markdown(recap: Recap) -> str:
    event = recap.event.event
    facts = " · ".join(part for part in (date_range(event), place(event), in_numbers(recap)) if part)
    parts = [
        f"# {_line(recap.headline)}",
        f"_{_line(facts)}_",
        _text(recap.introduction),
        *_section("Themes", [f"**{_line(theme.title)}**: {_line(theme.text)}" for theme in recap.themes]),
        *_section("Highlights", [_line(point) for point in recap.highlights]),
        *_talks(recap),
        *_section("What comes next", [_line(point) for point in recap.what_next]),
        _text(recap.closing),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(name: str, lines: Sequence[str]) -> Iterable[str]:
    if lines:
        yield f"## {name}"
        yield "\n".join(f"- {line}" for line in lines)


def _talks(recap: Recap) -> Iterable[str]:
    for group in recap.groups:
        yield f"## {_line(group.name or 'Talks')}"
        for talk in group.talks:
            yield from _talk(talk)


def _talk(talk: RecapTalk) -> Iterable[str]:
    known = talk.entry.talk
    yield f"### {_link(marked_title(known), known.url)}"
    names = _line(", ".join(presenters(known.speakers)))
    if names:
        yield f"_{names}_"
    if talk.summary:
        yield _line(talk.summary)
    if known.video_url and web_address(known.video_url):
        yield _link("Watch", known.video_url)


def _link(label: str, url: str | None) -> str:
    """Between angle brackets an address may hold round ones; of what ends it there, an address has nothing."""
    address = web_address(url)
    return f"[{_line(label)}](<{address}>)" if address else _line(label)


def _text(written: str) -> str:
    paragraphs = re.split(r"\n\s*\n", written.strip())
    return "\n\n".join("\\\n".join(_line(line) for line in one.splitlines()) for one in paragraphs if one.strip())


def _line(written: str) -> str:
    parts = _ADDRESS.split(" ".join(_CONTROL.sub("", written).split()))
    return "".join(f"<{part}>" if at % 2 else _MARK.sub(_marked, part) for at, part in enumerate(parts))


def _marked(match: re.Match[str]) -> str:
    """A backslash before the mark; of a number that would begin a list, before the dot behind it."""
    mark = match[0]
    return f"{mark}\\" if mark.strip().isdigit() else f"{mark[:-1]}\\{mark[-1]}"
