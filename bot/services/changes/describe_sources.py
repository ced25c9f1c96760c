"""What a person can say about a source."""

from bot.importers.reading import FORMATS
from bot.services.finding.complete import Choice


def formats() -> tuple[Choice, ...]:
    """In the order in which they are tried."""
    return tuple(Choice(one.description, one.name) for one in FORMATS)
