"""Slips of the fingers in the ordinary words of a question: "wich", "recomend", "wensday"."""

from collections.abc import Callable

from rapidfuzz.distance import OSA

from bot.search.questions.forms import words_of_forms
from bot.search.questions.phrases import Phrase
from bot.search.stopwords import ENGLISH

_WORDS_IN_WORDS = (
    "which|what|where|when|whose|about|anything|something|anyone|someone|anybody|somebody|everything|recommend|suggest"
    "|similar|related|talk|talks|session|sessions|presentation|presentations|lecture|lectures|keynote|keynotes|workshop"
    "|workshops|tutorial|tutorials|recording|recordings|video|videos|speaker|speakers|speaking|speaks|spoke|presenting"
    "|presented|schedule|programme|conference|tomorrow|yesterday|today|tonight|afternoon|morning|evening|monday|tuesday"
    "|wednesday|thursday|friday|saturday|sunday|weekend|january|february|august|september|october|november|december"
    "|beginner|beginners|happening|starting|running|looking|there|many|given|gives|watch|other|please"
)
_WORDS = tuple(_WORDS_IN_WORDS.split("|"))
_SHORT_FORMS = {
    "wat": "what",
    "wut": "what",
    "wen": "when",
    "hwo": "who",
    "plz": "please",
    "abt": "about",
    "smth": "something",
    "sth": "something",
    "vid": "video",
    "vids": "videos",
    "tmr": "tomorrow",
    "tmrw": "tomorrow",
    "recs": "recordings",
}
_SHORTEST = 4
# In a shorter word another letter may make another word.
_SURE_FROM, _TWO_FROM = 7, 9


def with_slips_mended(phrase: Phrase, is_known: Callable[[str], bool]) -> Phrase:
    """`is_known` says that the catalog has a word: then it is no slip."""
    return Phrase(phrase.typed, tuple(_mended(word, is_known) for word in phrase.plain))


def _mended(word: str, is_known: Callable[[str], bool]) -> str:
    if word in words_of_forms() or word in ENGLISH or not word.isalpha():
        return word
    meant = _SHORT_FORMS.get(word) or _meant(word)
    return word if meant is None or is_known(word) else meant


def _meant(word: str) -> str | None:
    if len(word) < _SHORTEST:
        return None
    most = 2 if len(word) >= _TWO_FROM else 1
    near = [(OSA.distance(word, known, score_cutoff=most), known) for known in _WORDS]
    slips, meant = min(near)
    return meant if slips <= most and (len(word) >= _SURE_FROM or _same_letters(word, meant)) else None


def _same_letters(word: str, meant: str) -> bool:
    """Whether letters are only left out, doubled or out of place."""
    return set(word) <= set(meant) and word[0] == meant[0]
