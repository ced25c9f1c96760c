"""What people say around a question."""

from bot.search.questions.forms import without_beginning, without_end
from bot.search.questions.phrases import Phrase


def without_courtesies(phrase: Phrase) -> Phrase:
    """The question itself."""
    bare = phrase
    while (shorter := without_beginning(bare, "courtesy before")) != bare:
        bare = shorter
    return without_end(bare, "courtesy after")
