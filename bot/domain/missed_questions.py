"""Questions that found nothing, counted, so that whoever looks after a catalog sees what people miss."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

LONGEST_TEXT = 200

# Members, roles, channels, emojis: numbers that name somebody, and mean nothing to a reader.
_MENTION = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^:>]+:)\d+>|@(?:everyone|here)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedQuestion:
    """`guild_id` is the server that it was asked in, None for direct messages and the command line."""

    text: str
    times: int
    first_asked_at: datetime
    last_asked_at: datetime
    guild_id: int | None


def counted_text(text: str) -> str:
    """The same for the same question, however it is typed; nothing in it names a member. May be empty."""
    readable = text.encode("utf-8", "replace").decode()
    words = unicodedata.normalize("NFKC", _MENTION.sub(" ", readable)).casefold()
    visible = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in words)
    return " ".join(visible.split()).strip(" ?!.,;:…").strip()[:LONGEST_TEXT].rstrip()
