"""Queries made by rule for talks that no hand-written query is about: whether a change helped in general.

Run it as `python -m tests.benchmarks.eval_generated [--failures]`. A rule knows nothing of what people find worth
asking, so these numbers compare two states of the search; they are not the ones to reach.
"""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from bot.domain.talks import Talk
from bot.search.stopwords import content_words
from bot.search.words import typed_words
from tests.benchmarks.eval_corpus import Corpus, read_corpus, talkbot
from tests.benchmarks.eval_search import evaluate, print_failures, print_table
from tests.benchmarks.pyvideo import Wanted, read_queries

_TALKS = 400
_SHORTEST_TITLE = 3
_SHORTEST_SLIPPED = 5
# In how many talks a word may be for a person to think of it as the talk's own.
_TELLING = range(2, 400)
_SOUND_ALIKE = (("ph", "f"), ("ck", "k"), ("ei", "ie"), ("th", "t"), ("y", "i"), ("tt", "t"), ("nn", "n"), ("c", "k"))

Words = list[str]
Slip = Callable[[random.Random, str], str]


def _transposed(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _missing(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at - 1] + word[at:]


def _replaced(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + chance.choice("aeinorst") + word[at + 1 :]


def _split(chance: random.Random, word: str) -> str:
    at = len(word) // 2
    return f"{word[:at]} {word[at:]}"


def _sound_alike(chance: random.Random, word: str) -> str:
    return next((word.replace(*pair, 1) for pair in _SOUND_ALIKE if pair[0] in word[1:]), _doubled(chance, word))


_SLIPS: tuple[Slip, ...] = (_transposed, _missing, _doubled, _replaced, _split, _sound_alike)


def generated(corpus: Corpus) -> Iterator[Wanted]:
    """Three queries for each of some talks: telling words, the same misspelt, and a speaker with one of them."""
    talks = {entry.talk.key: entry.talk for entry in corpus.entries.values()}
    known = Counter(word for talk in talks.values() for word in {*_own_words(talk), *_abstract_words(talk)})
    asked = frozenset[str]().union(*(wanted.keys for wanted in read_queries()))
    fit = [key for key in sorted(talks) if key not in asked and len(_telling(talks[key], known)) >= _SHORTEST_TITLE]
    chance = random.Random(2026)
    for key in chance.sample(fit, _TALKS):
        words, given_too = _picked(chance, talks[key], known), _given_too(key, talks)
        yield Wanted("keywords", " ".join(words), key, given_too)
        yield Wanted("typo", " ".join(_slipped(chance, words)), key, given_too)
        yield Wanted("speaker", _by_speaker(chance, talks[key], words), key, given_too)


def _given_too(key: str, talks: Mapping[str, Talk]) -> frozenset[str]:
    """The talks that the archive lists with the same title."""
    return frozenset(other for other, talk in talks.items() if talk.title.lower() == talks[key].title.lower())


def _own_words(talk: Talk) -> Words:
    return list(dict.fromkeys(content_words(typed_words(talk.title))))


def _abstract_words(talk: Talk) -> Words:
    return list(dict.fromkeys(content_words(typed_words(talk.abstract or ""))))


def _telling(talk: Talk, known: Counter[str]) -> Words:
    return [word for word in _own_words(talk) if known[word] in _TELLING] if talk.speakers else []


def _picked(chance: random.Random, talk: Talk, known: Counter[str]) -> Words:
    """Two or three words of the title, as many as a person remembers, and sometimes one of the abstract."""
    words = chance.sample(_telling(talk, known), chance.choice((2, 2, 3)))
    further = [word for word in _abstract_words(talk) if known[word] in _TELLING and word not in words]
    return [*words, *chance.sample(further, min(len(further), chance.choice((0, 1))))]


def _slipped(chance: random.Random, words: Words) -> Words:
    """The longest word always, every other long one as often as not."""
    longest = max(words, key=len)
    return [
        chance.choice(_SLIPS)(chance, word)
        if len(word) >= _SHORTEST_SLIPPED and (word == longest or chance.random() < 1 / 2)
        else word
        for word in words
    ]


def _by_speaker(chance: random.Random, talk: Talk, words: Words) -> str:
    """Half of the names whole, half of them only the last one; a fifth with a slip."""
    name = typed_words(chance.choice(talk.speakers).name)
    called = name if chance.random() < 1 / 2 else name[-1:]
    if len(called[-1]) >= _SHORTEST_SLIPPED and chance.random() < 1 / 5:
        called = [*called[:-1], _sound_alike(chance, called[-1])]
    return " ".join([*called, chance.choice(words)])


def main() -> None:
    corpus = asyncio.run(read_corpus())
    outcomes = evaluate(talkbot(corpus), generated(corpus))
    print_table("Talkbot, generated", outcomes)
    if "--failures" in sys.argv:
        print_failures(outcomes)


if __name__ == "__main__":
    main()
