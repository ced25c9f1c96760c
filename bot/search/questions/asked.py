"""What a question asks for, by the form of its sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.questions import Wanted
from bot.search.questions.forms import forms, without_beginning, without_end
from bot.search.questions.phrases import NOTHING, Phrase

# So many words are a sentence, not just some words to look for.
_SENTENCE = 8
_QUESTIONING = re.compile(
    r"(?:how|why|what|which|who|whose|whom|where|when|should|can|could|would|will|do|does|did|is|are|was|were|has|have"
    r"|am|may|might|must|shall|if|as)\b"
)
_GIVERS = re.compile(
    r"(?:did|does|do|has|have|had|will|would|is|are|was|were) (?P<who>.+?) (?:ever |already |also )?"
    r"(?:g[ia]ve|given|giving|gives|hold|held|holding|present(?:ed|ing)?|do|done|doing|have|had|deliver(?:ed|ing)?"
    r"|speak(?:ing)?|talk(?:ing)?|host(?:ed|ing)?)(?P<about> .+)?"
)
_GOING_ON = {"running", "playing", "starting", "ongoing", "beginning", "on", "up"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One way to read a question: what it is about, who should have spoken, or the one talk or event it means.

    `guessed` says that no form fits, so that only its words tell what it is about.
    """

    wanted: Wanted
    about: Phrase = NOTHING
    who: Phrase = NOTHING
    one: Phrase = NOTHING
    guessed: bool = False


def readings(phrase: Phrase) -> Iterator[Asked]:
    """The ways to read a question, the likeliest first; the last makes sense of any text."""
    for wanted, form in forms():
        match = form.fullmatch(phrase.spaced)
        if match is not None:
            yield _asked(wanted, phrase, match)
    asks = len(phrase.plain) >= _SENTENCE or _QUESTIONING.match(phrase.said) is not None
    yield Asked(Wanted.PASSAGE if asks else Wanted.TALKS, about=phrase, guessed=True)


def _asked(wanted: Wanted, phrase: Phrase, match: re.Match[str]) -> Asked:
    who, about = phrase.group(match, "who"), phrase.group(match, "about")
    clause = phrase.group(match, "clause")
    givers = _GIVERS.fullmatch(clause.said)
    if givers is not None:
        who, clause = clause.group(givers, "who"), clause.group(givers, "about")
    topic = phrase.group(match, "before") + phrase.group(match, "kind") + trimmed(about + clause)
    if all(word in _GOING_ON for word in topic.plain):
        topic = NOTHING
    return Asked(wanted, about=topic, who=who, one=without_end(phrase.group(match, "one"), "after a topic"))


def trimmed(phrase: Phrase) -> Phrase:
    """Without the words that join a topic to its question: "are there about", "on the"."""
    return without_end(without_beginning(phrase, "before a topic"), "after a topic")
