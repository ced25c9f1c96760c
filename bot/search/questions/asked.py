"""What a question asks for, by the form of its sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.questions import Wanted
from bot.search.questions.forms import forms
from bot.search.questions.phrases import NOTHING, Phrase


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


_LINKS = (
    r"about|on|covering|covers?|covered|regarding|concerning|around|mention(?:s|ing|ed)?|discuss(?:es|ing|ed)?"
    r"|related to|relating to|deal(?:s|ing)? with|dealt with|having to do with|to do with|focus(?:sed|ed|es|ing)? on"
    r"|explain(?:s|ing|ed)?|using|that use|which use|called|titled|named|entitled"
)
_FILL = (
    r"are|were|is|was|be|been|will|there|held|given|presented|available|scheduled|planned|happening|that|which|who|had|has|have"
    r"|the|a|an|any|some|all|these|those|talks?|sessions?|do you know|do you have|can i (?:see|watch|attend|hear|find)"
    r"|should i (?:see|watch|attend|hear)|i (?:can|could|should) (?:see|watch|attend|hear)|in the catalog|did you have|do we have"
    r"|would you recommend|do you recommend|starts?|begins?|runs?|comes?|come up|coming up|going on|on stage|took place|takes? place"
)
_LEADING = re.compile(
    rf"(?:(?:{_FILL}|for|of|in|at|to|during|topic|subject|and)(?: |$))*(?:(?:{_LINKS})(?: |$)(?:(?:the|a|an|any|some)(?: |$))?)?"
)
_TRAILING = re.compile(
    r"(?:(?:^| )(?:about|on|in|at|of|for|from|by|with|during|and|or|to|the|a|an|is|are|was|were|there|held|given|available|happening|scheduled|planned|presented|talks?|sessions?|talk about it|if any|at all|online|too|also|please|start|begin|so far|yet))+$"
)
_GIVERS = re.compile(
    r"(?:did|does|do|has|have|had|will|would|is|are|was|were) (?P<who>.+?) (?:ever |already |also )?"
    r"(?:g[ia]ve|given|giving|hold|held|holding|present(?:ed|ing)?|do|done|doing|have|had|deliver(?:ed|ing)?|speak(?:ing)?|talk(?:ing)?|gives|host(?:ed|ing)?)"
    r"(?P<about> .+)?"
)
_GOING_ON = frozenset("running playing starting ongoing beginning on up".split())
_SENTENCE = 8
_QUESTIONING = re.compile(
    r"(?:how|why|what|which|who|whose|whom|where|when|should|can|could|would|will|do|does|did|is|are|was|were|has|have|am|may|might|must|shall|if|as)\b"
)


def readings(phrase: Phrase) -> Iterator[Asked]:
    """The ways to read a question, the likeliest first; the last makes sense of any text."""
    said = phrase.said
    for wanted, form in forms():
        match = form.fullmatch("".join(f" {word}" for word in phrase.plain))
        if match is not None:
            yield _asked(wanted, phrase, match)
    yield Asked(Wanted.PASSAGE if _asks(said, len(phrase.plain)) else Wanted.TALKS, about=phrase, guessed=True)


def _asks(said: str, words: int) -> bool:
    """Whether it is a question or a whole sentence, not just some words to look for."""
    return words >= _SENTENCE or _QUESTIONING.match(said) is not None


def _asked(wanted: Wanted, phrase: Phrase, match: re.Match[str]) -> Asked:
    who, about = phrase.group(match, "who"), phrase.group(match, "about")
    clause = phrase.group(match, "clause")
    givers = _GIVERS.fullmatch(clause.said)
    if givers is not None:
        who, clause = clause.group(givers, "who"), clause.group(givers, "about")
    topic = phrase.group(match, "before") + phrase.group(match, "kind") + trimmed(about + clause)
    if all(word in _GOING_ON for word in topic.plain):
        topic = NOTHING
    return Asked(wanted, about=topic, who=who, one=trimmed_end(phrase.group(match, "one")))


def trimmed(phrase: Phrase) -> Phrase:
    """Without the words that join a topic to its question: "are there about", "on the"."""
    match = _LEADING.match(phrase.said)
    rest = phrase[len(match[0].split()) :] if match else phrase
    return trimmed_end(rest)


def trimmed_end(phrase: Phrase) -> Phrase:
    match = _TRAILING.search(phrase.said)
    return phrase[: len(phrase.plain) - len(match[0].split())] if match else phrase
