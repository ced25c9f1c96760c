"""The words of a text that answer a question best, quoted as they stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log1p

import numpy as np

from bot.search.forms import FALLBACK, form_key, stemmed_languages
from bot.search.index import Index
from bot.search.related import related_words
from bot.search.sentences import Sentence, sentences
from bot.search.stopwords import content_words
from bot.search.synonyms import SYNONYMS
from bot.search.words import spoken_words, typed_words

_SYNONYM, _RELATED = 0.85, 0.5
# Shares of the question that are added where its words stand within a few words of one another, and where the sentence
# says what the talk gives or what a thing is; a sentence that asks itself seldom answers.
_TOGETHER, _REACH, _OFFERS, _ASKS = 0.3, 4, 0.1, 0.8
_OFFER = re.compile(
    r"\b(?:(?:i|we|you|they|she|he)(?:['’]ll| will| can| am going to| are going to)"
    r"|(?:this|the|my|our) (?:talk|tutorial|session|workshop|presentation|paper|course|poster)"
    r"|learn|introduc\w+|explor\w+|show|describe\w*|present|discuss\w*|demonstrate\w*|cover"
    r"|is an?|provides?|allows?|lets)\b",
    re.IGNORECASE,
)
# How many words a passage may have before its length counts against it, and how much.
_USUAL_LENGTH, _LENGTH_POWER = 40, 0.15
# Two sentences may not be longer together.
_LONGEST = 400
# A passage of a lower confidence is given with its neighbour.
_TELLING = 0.6
_MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is what stands in the whole from `start` to `end`. `confidence` is the share of the question, by weight,
    that it speaks of: 1 for all of it.
    """

    text: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of the question: `forms` tell how far a word of the text meets it, by the number of its form."""

    weight: float
    forms: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class _Part:
    """One sentence, or two that follow one another, and the forms of its words in order."""

    text: str
    start: int
    forms: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def best_passage(
    question: str, text: str, *, language: str | None = None, indexes: Sequence[Index] = ()
) -> Passage | None:
    """The sentence, or two neighbouring ones, that answer best; None where no word of the question is met.

    `language` is the text's. The `indexes` tell which words of the question are rare.
    """
    spoken = language if language in stemmed_languages() else FALLBACK
    asked = _asked(question, spoken, indexes)
    parts = _parts(text, spoken)
    best = max(parts, key=lambda part: (_score(asked, part), -part.start), default=None)
    confidence = _share(asked, best.forms) if best else 0.0
    return Passage(best.text, best.start, best.end, round(confidence, 4)) if best and confidence else None


def in_context(passage: Passage, text: str) -> Passage:
    """One that speaks of little of the question says more with the sentence behind it, or else the one before."""
    if passage.confidence >= _TELLING:
        return passage
    parts = sentences(text)
    behind = [part.end for part in parts if part.start >= passage.end][:1]
    before = [part.start for part in parts if part.end <= passage.start][-1:]
    for start, end in [*((passage.start, end) for end in behind), *((start, passage.end) for start in before)]:
        if end - start <= _LONGEST:
            return replace(passage, text=text[start:end], start=start, end=end)
    return passage


def _asked(question: str, language: str, indexes: Sequence[Index]) -> list[_Asked]:
    """Weights add up to 1."""
    words = list(dict.fromkeys(content_words(typed_words(question)[:_MOST_WORDS])))
    rarities = [_rarity(word, indexes) for word in words]
    return [
        _Asked(rarity / sum(rarities), _met_by(word, language)) for word, rarity in zip(words, rarities, strict=True)
    ]


def _met_by(word: str, language: str) -> dict[int, float]:
    synonyms = [other for other in SYNONYMS.get(word, ()) if " " not in other]
    worth = dict.fromkeys(related_words(word), _RELATED) | dict.fromkeys(synonyms, _SYNONYM) | {word: 1.0}
    return {form_key(other, language): worth[other] for other in worth}


def _rarity(word: str, indexes: Sequence[Index]) -> float:
    """1 where nothing is known of the word."""
    talks = sum(len(index.talk_ids) for index in indexes)
    holding = sum(int(index.postings.counts(np.array([*index.forms(word)], np.intp)).sum()) for index in indexes)
    return log1p((talks + 0.5) / (holding + 0.5)) if talks else 1.0


def _parts(text: str, language: str) -> list[_Part]:
    single = [_part(sentence, language) for sentence in sentences(text)]
    double = (
        _Part(text[first.start : second.end], first.start, (*first.forms, *second.forms))
        for first, second in pairwise(single)
        if second.end - first.start <= _LONGEST
    )
    return [*single, *double]


def _part(sentence: Sentence, language: str) -> _Part:
    return _Part(sentence.text, sentence.start, tuple(form_key(word, language) for word in spoken_words(sentence.text)))


def _score(asked: Sequence[_Asked], part: _Part) -> float:
    share = _share(asked, part.forms)
    if not share:
        return 0.0
    score = share + _TOGETHER * _nearness(asked, part.forms) + _OFFERS * bool(_OFFER.search(part.text))
    length: float = max(1.0, len(part.forms) / _USUAL_LENGTH) ** _LENGTH_POWER
    return score / length * (_ASKS if part.text.endswith("?") else 1.0)


def _share(asked: Sequence[_Asked], forms: Sequence[int]) -> float:
    """What share of the question, by weight, some words speak of."""
    return sum(word.weight * max((word.forms.get(form, 0.0) for form in forms), default=0.0) for word in asked)


def _nearness(asked: Sequence[_Asked], forms: Sequence[int]) -> float:
    """The share of the question, by weight, that stands within a few words of another word of it."""
    places = [(at, number) for at, form in enumerate(forms) for number, word in enumerate(asked) if form in word.forms]
    pairs = ((one, other) for (at, one), (after, other) in pairwise(places) if one != other and after - at <= _REACH)
    return sum(asked[number].weight for number in {number for pair in pairs for number in pair})
