"""Which of the meanings that were offered a reply chooses, in words: a name, a part of one, or "the second one"."""

import re

from bot.domain.question_answers import Meaning, WhichOne
from bot.search.folding import fold
from bot.search.questions.courtesies import without_courtesies
from bot.search.questions.phrases import read_phrase
from bot.services.naming import meant_names

_NUMBERS = {
    "first": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "fifth": 4,
    "last": -1,
    "1st": 0,
    "2nd": 1,
    "3rd": 2,
    "1": 0,
    "2": 1,
    "3": 2,
    "4": 3,
    "5": 4,
}
# What says more than a name is a question of its own.
_LONGEST = 12
_AROUND = re.compile(
    r"(?:(?:i meant?|meaning|it is|that is|the one|the|by|at|in|from|with|number|no) )*"
    r"(?P<said>.+?)(?: (?:one|talk|event|speaker|option))?"
)


def chosen_meaning(asked: WhichOne, reply: str) -> Meaning | None:
    around = _AROUND.fullmatch(without_courtesies(read_phrase(reply)).said)
    if around is None or around["said"].count(" ") >= _LONGEST:
        return None
    said = around["said"]
    if said in _NUMBERS:
        at = _NUMBERS[said]
        return asked.meanings[at] if at < len(asked.meanings) else None
    by_label = {meaning.label: meaning for meaning in reversed(asked.meanings)}
    labels = meant_names(list(by_label), said)
    if len(labels) == 1:
        return by_label[labels[0]]
    holding = [meaning for meaning in asked.meanings if said in fold(f"{meaning.label} {meaning.detail}")]
    return holding[0] if len(holding) == 1 else None
