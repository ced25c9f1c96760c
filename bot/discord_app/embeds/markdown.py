"""Foreign text (titles, names, abstracts, URLs) made safe to stand in a message, and short enough."""

import re
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlsplit

from discord.utils import format_dt

from bot.discord_app.embeds.limits import BUTTON_URL
from bot.domain.talks import Talk

_ELLIPSIS = "…"

# An address as people write it stays a link; of its marks only those stand raw that begin nothing of Markdown's there.
_ADDRESS = re.compile(r"(https?://[\w\-./?=&%#:+,;@]+)")

# What begins emphasis, code, spoilers, links, mentions, timestamps and emojis anywhere, or a block at a line's start.
_MARK = re.compile(r"[\\*_~|`\[\]<>@]|^[ ]*(?:[#+-]|\d+(?=[.)]))", re.MULTILINE)

_CODE = re.compile(r"(`[^`\n]+`)")

# Characters that turn the direction of what follows, or that nobody sees.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")


def plain(text: str, limit: int) -> str:
    """For places without Markdown, such as menus and footers."""
    return shortened(" ".join(_INVISIBLE.sub("", text).split()), limit)


def escaped(text: str, limit: int) -> str:
    """One line for places with Markdown: it shows what was written, and mentions nobody."""
    return _within(" ".join(_INVISIBLE.sub("", text).split()), limit)


def escaped_text(text: str, limit: int) -> str:
    """The same for a text of several paragraphs."""
    lines = (" ".join(line.split()) for line in _INVISIBLE.sub("", text).splitlines())
    return _within(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), limit)


def prose(text: str, limit: int) -> str:
    """A sentence of the bot's own with foreign names in it: what stands in `backticks` is code, the rest is escaped."""
    return _within(_INVISIBLE.sub("", text), limit, _escape_prose)


def shortened(text: str, limit: int) -> str:
    """Cut at a word where one ends in the last third, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    word_end = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:word_end] if word_end > limit * 2 // 3 else cut).rstrip(" \n,;:-") + _ELLIPSIS


def linked(text: str, url: str | None, limit: int, longest_url: int) -> str:
    """A masked link, or for a longer URL the text alone. Brackets would end it early, so look-alikes stand in."""
    label = escaped(text.replace("[", "⟦").replace("]", "⟧"), limit)
    target = link_target(url, longest_url)
    return label if target is None else f"[{label}]({target})"


def link_target(url: str | None, longest: int = BUTTON_URL) -> str | None:
    """A URL as a masked link takes it: a bracket would end it early."""
    safe = safe_url(url)
    target = None if safe is None else safe.replace("(", "%28").replace(")", "%29")
    return target if target is not None and len(target) <= longest else None


def safe_url(url: str | None, limit: int = BUTTON_URL) -> str | None:
    """Only http and https, only with a host, and only as long as Discord takes."""
    if url is None or len(url) > limit or re.search(r"[\s<>\"]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def when(talk: Talk) -> str | None:
    """A moment in each reader's own zone; only the day where only the day is known."""
    if talk.starts_at is None:
        return None if talk.held_on is None else long_date(talk.held_on)
    end = "" if talk.ends_at is None else f" – {_until(talk.starts_at, talk.ends_at)}"
    return f"{format_dt(talk.starts_at, 'F')}{end}"


def long_date(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def _until(start: datetime, end: datetime) -> str:
    return format_dt(end, "t" if (end - start).days == 0 else "F")


def _escape_prose(text: str) -> str:
    return "".join(part if _CODE.fullmatch(part) else _escape(part) for part in _CODE.split(text))


def _within(text: str, limit: int, escape: Callable[[str], str] | None = None) -> str:
    """Escaping makes text longer, so it is cut until what comes out fits."""
    room = limit
    while len(safe := (escape or _escape)(shortened(text, room))) > limit:
        room -= max(1, (len(safe) - limit) // 2)
    return safe


def _escape(text: str) -> str:
    parts = _ADDRESS.split(text)
    return "".join(part if at % 2 else _MARK.sub(_marked, part) for at, part in enumerate(parts))


def _marked(match: re.Match[str]) -> str:
    """A backslash before the mark; of a number that would begin a list, before the dot behind it."""
    mark = match[0]
    return f"{mark}\\" if mark.strip().isdigit() else f"{mark[:-1]}\\{mark[-1]}"
