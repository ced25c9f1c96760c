"""What a query asks for: a term for each of its words that says something."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.search.readings import Reading, Term, count, synonyms_of, term_of
from bot.search.related import related_words
from bot.search.stopwords import content_words
from bot.search.views import View
from bot.search.words import typed_words

_MOST_WORDS = 40
_RELATED = 0.55
_LONG_QUERY = 6
# That many stop words make a sentence.
_SENTENCE = 3
_JOINED = 0.95
_MOST_JOINED = 3
_LONGEST_PHRASE = 4
# "europython 23" may say 2023.
_SHORT_YEAR = re.compile(r"[^ \d]+ [012]\d")


@dataclass(frozen=True, slots=True)
class Understood:
    """`typed` are all words, `terms` what to look for; `unknown` counts the words that are like no known one."""

    typed: tuple[str, ...]
    terms: tuple[Term, ...]
    unknown: int


def understand(views: Sequence[View], query: str, widened: Collection[str] = ()) -> Understood:
    """What a query says; stop words say nothing. The words `widened` also stand for all that is of the same matter."""
    typed = typed_words(query)[:_MOST_WORDS]
    content = list(dict.fromkeys(content_words(typed)))
    terms = [term_of(views, word) for word in content]
    terms = _with_neighbours(views, content, terms)
    if len(content) >= _LONG_QUERY or len(typed) - len(content) >= _SENTENCE:
        terms = [_with_related(term) for term in terms]
    elif widened:
        terms = [_with_related(term) if term.typed in widened else term for term in terms]
    known = tuple(term for term in terms if term.readings)
    return Understood(tuple(typed), known, len(terms) - len(known))


def _with_related(term: Term) -> Term:
    """Who asks in a sentence describes the matter, and may not use its words."""
    related = related_words(term.typed)
    if not related:
        return term
    return replace(term, readings=(*term.readings, Reading(related[0], _RELATED, related[1:])))


def _with_neighbours(views: Sequence[View], words: list[str], terms: list[Term]) -> list[Term]:
    """Neighbouring words may also be one known word ("tensor flow"), what an abbreviation stands for, or a year."""
    found = list(terms)
    for size in range(2, _LONGEST_PHRASE + 1):
        for at in range(len(words) - size + 1):
            readings = _phrase_readings(views, words[at : at + size])
            for place in range(at, at + size) if readings else ():
                found[place] = _with_readings(found[place], readings)
    return found


def _with_readings(term: Term, readings: Sequence[Reading]) -> Term:
    return replace(term, readings=(*term.readings, *readings), misspelt=term.misspelt and bool(term.readings))


def _phrase_readings(views: Sequence[View], words: Sequence[str]) -> list[Reading]:
    readings = synonyms_of(views, " ".join(words))
    if len(words) <= _MOST_JOINED:
        readings.append(Reading("".join(words), _JOINED))
    if _SHORT_YEAR.fullmatch(" ".join(words)):
        readings.append(Reading(" 20".join(words), _JOINED))
    return [reading for reading in readings if " " in reading.text or count(views, reading.text)]
