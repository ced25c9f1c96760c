"""Word forms: words that share a stem in a language are forms of one another."""

import re
from functools import cache, lru_cache
from hashlib import blake2b

import Stemmer

# ISO 639-1 codes to the names of the Snowball stemmers; words are folded, so each one works without accents.
_SNOWBALL = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
FALLBACK = "en"
_SHORTEST_STEMMED = 4
_BRITISH = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ful|ing|ite|ites|al|less)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})ll(?=(?:ed|er|ers|ing)$)"), "l"),
    (re.compile(r"(?<=aly)s(?=(?:e|ed|er|es|ing)$)"), "z"),
    (re.compile(r"(?<=[a-z]{3})ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=[a-z]{3})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=licen)c(?=e)"), "s"),
    (re.compile(r"^programme(?=s?$)"), "program"),
)


def stemmed_languages() -> frozenset[str]:
    return frozenset(_SNOWBALL)


@lru_cache(maxsize=50_000)
def form_key(word: str, language: str) -> int:
    """A number shared by all forms of a word in a language."""
    return text_key(f"{language}:{stem(word, language)}")


def text_key(text: str) -> int:
    """A number that stands for a text, the same in every process; 64 bits, so that no two texts share one."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def stem(word: str, language: str) -> str:
    """The word's stem; numbers, short words and abbreviations ("CNI", "k8s", "js") are their own."""
    if len(word) < _SHORTEST_STEMMED or not word.isalpha():
        return word
    if language == FALLBACK:
        word = _american(word)
    return str(_stemmer(language).stemWord(word.encode(errors="replace").decode(errors="replace")))


def _american(word: str) -> str:
    for pattern, spelling in _BRITISH:
        word = pattern.sub(spelling, word)
    return word


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_SNOWBALL[language])
