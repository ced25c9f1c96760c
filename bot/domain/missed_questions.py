"""Questions that found nothing, counted, so that whoever looks after a catalog sees what people miss."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from bot.domain.mentions import without_mentions

LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedQuestion:
    """As often as it was asked in one server."""

    text: str
    times: int
    first_asked_at: datetime
    last_asked_at: datetime
    guild_id: int


def counted_text(text: str) -> str:
    """The same for the same question, however it is typed; nothing in it names a member. May be empty."""
    readable = text.encode("utf-8", "replace").decode()
    words = unicodedata.normalize("NFKC", without_mentions(readable)).casefold()
    visible = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in words)
    return " ".join(visible.split()).strip(" ?!.,;:…").strip()[:LONGEST_TEXT].rstrip()
