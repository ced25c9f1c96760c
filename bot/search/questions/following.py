"""The words by which a question goes on from the answer before it."""

import re

from bot.search.questions.forms import without_beginning
from bot.search.questions.phrases import Phrase

_WORK = r"(?:talks?|sessions?|presentations?|recordings?|videos?|ones?|keynotes?|workshops?)"
_OWN = re.compile(
    r"(?<!\S)(?:his|her|their|(?:the|this|that) (?:speaker|presenter|person|author) 's)"
    rf"(?= (?:(?!how|why)\S+ ){{0,3}}?{_WORK}(?!\S))"
)
_EVENT_BEFORE = re.compile(
    r"(?<!\S)(?:(?:at|in|during|of|from|for) )?(?:(?:that|this|the|the same) (?:event|conference|meet-?up)"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )(?<!will )there(?! (?:any|a|some|is|are|was|were|be|will)\b))"
    r"(?= (?:on|in|at|about|by|from|today|tomorrow|next|now|this)\b|$)"
)
# Said of a list that was just shown.
_OF_THEM_IN_WORDS = (
    "any|some|which|what|ones|one|of|them|those|these|the|there|are|is|was|were|that|more|others|other|else|another|too"
    "|instead|also|only|just|and|but|about|all|given|held|do|you|have|got"
)
_OF_THEM = frozenset(_OF_THEM_IN_WORDS.split("|"))
_PEOPLE_IN_WORDS = (
    "he|she|they|him|her|them|his|the speaker|the speakers|the presenter|this speaker|that speaker|this person"
    "|that person|the same speaker|the same person|the author|same speaker"
)
PEOPLE = frozenset(_PEOPLE_IN_WORDS.split("|"))
_THINGS_IN_WORDS = (
    "it|this|that|that one|this one|the talk|that talk|this talk|the session|that session|this session|the one|them"
    "|these|those|they|the first|the first one|the same|the same talk|the presentation|the workshop|the keynote|its"
    "|it all|one|the event|the conference"
)
THINGS = frozenset(_THINGS_IN_WORDS.split("|"))


def without_lead(phrase: Phrase) -> tuple[bool, Phrase]:
    """Whether it begins with "and", "only", "what about", and what comes after."""
    rest = without_beginning(phrase, "lead")
    return rest != phrase, rest


def with_owners_named(phrase: Phrase) -> Phrase:
    """Let "her other talks" be "they's other talks", so that a pronoun stands where a name would."""
    match = _OWN.search(phrase.said)
    if match is None:
        return phrase
    words = phrase.words_at(*match.span())
    return phrase[: words.start] + Phrase(("they", "'s"), ("they", "'s")) + phrase[words.stop :]


def says_nothing_new(phrase: Phrase) -> bool:
    return all(word in _OF_THEM for word in phrase.plain)


def names_a_kind(phrase: Phrase) -> bool:
    """Whether it may be looked for as it stands."""
    return phrase.said in ("the keynote", "the workshop")


def says_speakers(phrase: Phrase) -> bool:
    return not {"speakers", "presenters", "keynoters", "instructors"}.isdisjoint(phrase.plain)


def says_other(phrase: Phrase) -> bool:
    return not {"other", "others", "else"}.isdisjoint(phrase.plain)


def without_event_before(phrase: Phrase) -> tuple[bool, Phrase]:
    """Whether it says "there" or "at that conference", and the question without that."""
    match = _EVENT_BEFORE.search(phrase.said)
    if match is None or match.group() == phrase.said:
        return False, phrase
    return True, phrase.without(phrase.words_at(*match.span()))


def is_person(phrase: Phrase) -> bool:
    return phrase.said in PEOPLE


def is_thing(phrase: Phrase) -> bool:
    return phrase.said in THINGS
