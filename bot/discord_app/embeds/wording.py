"""Fields of talks and their values, as they stand in lists of changes."""

from datetime import datetime
from typing import Any

from discord.utils import format_dt

from bot.discord_app.embeds.markdown import escaped
from bot.domain.import_reports import Wording
from bot.domain.wording import value_in_words

_TEXT = 160
_VALUE = 120
_LOOKED_AT = 4000


def value(given: Any, time_zone: str | None) -> str:
    """A moment as each reader's own, everything else as it stands in the event's zone."""
    if isinstance(given, datetime):
        return format_dt(given, "f")
    return escaped(_beginning(value_in_words(given, time_zone)), _VALUE)


def _text(given: str) -> str:
    """Discord refuses what is empty, as a title of invisible characters becomes."""
    return escaped(_beginning(given), _TEXT) or "–"


def _beginning(text: str) -> str:
    """More than is ever shown: cleaning all of a long abstract would take a while, and there are hundreds of them."""
    return text[:_LOOKED_AT]


WORDING = Wording(text=_text, value=value)
