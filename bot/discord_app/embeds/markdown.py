"""Foreign text (titles, names, abstracts, URLs) made safe to stand in a message, and short enough."""

import re
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlsplit

from discord.utils import escape_markdown, format_dt

from bot.discord_app.embeds.limits import BUTTON_URL
from bot.domain.talks import Talk

_ELLIPSIS = "…"

# Mentions, commands, timestamps and emojis of Discord's all begin like this.
_ANGLE = re.compile(r"<(?=[@#/:!&\w])")

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


def linked(text: str, url: str | None, limit: int) -> str:
    """A masked link. Brackets would end it early, so they give way to look-alikes."""
    label = escaped(text.replace("[", "⟦").replace("]", "⟧"), limit)
    target = safe_url(url)
    return label if target is None else f"[{label}]({target.replace('(', '%28').replace(')', '%29')})"


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
    return _ANGLE.sub(r"\<", escape_markdown(text, as_needed=False)).replace("@", r"\@")
