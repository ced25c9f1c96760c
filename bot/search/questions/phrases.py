"""A question as words that patterns are matched against, while the words stay as they were typed."""

import re
from dataclasses import dataclass
from itertools import accumulate

from bot.search.folding import fold

# More words than any question has; the rest is not read.
_MOST_WORDS = 60
_QUOTED = re.compile(r'[“„«"]\s*([^“”„«»"]{3,200}?)\s*[”“»"]')
_SHORT_IS = re.compile(
    r"\b(?:(what|who|when|where|how|that|there|it|which|she|he)['’]s|(what|where|when|who)s)\b", re.IGNORECASE
)
_SHORT_ARE = re.compile(r"\b(\w+)['’]re\b", re.IGNORECASE)
_SHORT_AM = re.compile(r"\bi['’]?m\b", re.IGNORECASE)
_SHORT_WOULD = re.compile(r"\b(\w+)['’]d\b", re.IGNORECASE)
_SHORT_WILL = re.compile(r"\b(\w+)['’]ll\b", re.IGNORECASE)
_OWNER = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
_OWNERS = re.compile(r"(?<=s)['’](?=\s)")
_SHORT = (
    (_SHORT_IS, r"\1\2 is"),
    (_SHORT_ARE, r"\1 are"),
    (_SHORT_AM, "I am"),
    (_SHORT_WOULD, r"\1 would"),
    (_SHORT_WILL, r"\1 will"),
    (_OWNER, " 's"),
    (_OWNERS, " 's"),
)
_PUNCTUATION = ".,;:!?()[]{}<>…*_~|`'’\"“”„«»"
# A letter that no text holds stands for a quotation, so that no pattern reads its words.
QUOTE = "\ue000"


@dataclass(frozen=True, slots=True)
class Phrase:
    """`plain` are the folded words, one for one. Where the words are a quotation, `plain` has QUOTE."""

    typed: tuple[str, ...]
    plain: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.typed).replace(" 's", "'s")

    def __bool__(self) -> bool:
        return bool(self.typed)

    @property
    def said(self) -> str:
        """The folded words with one blank between, as patterns want them."""
        return " ".join(self.plain)

    @property
    def spaced(self) -> str:
        """The folded words with a blank before each, as forms want them."""
        return "".join(f" {word}" for word in self.plain)

    def __getitem__(self, words: slice) -> "Phrase":
        return Phrase(self.typed[words], self.plain[words])

    def __add__(self, other: "Phrase") -> "Phrase":
        return Phrase(self.typed + other.typed, self.plain + other.plain)

    def without(self, words: slice) -> "Phrase":
        start, stop, _ = words.indices(len(self.typed))
        return self[:start] + self[max(start, stop) :]

    def words_at(self, start: int, end: int) -> slice:
        """The words that characters of `said` belong to, for a match's span."""
        ends = list(accumulate(len(word) + 1 for word in self.plain))
        first = sum(at <= start for at in ends)
        return slice(first, sum(at <= end for at in ends[:-1]) + 1 if end > start else first)

    def group(self, match: re.Match[str], name: str) -> "Phrase":
        """The words of a named group of a match in `said`; none where the group took no part."""
        if name not in match.re.groupindex or not match[name]:
            return NOTHING
        found = match[name]
        # A form is matched against the words with a blank before each, the first one too.
        start = match.start(name) + len(found) - len(found.lstrip()) - match.string.startswith(" ")
        return self[self.words_at(start, start + len(found.strip()))]


NOTHING = Phrase((), ())


def read_phrase(text: str) -> Phrase:
    """Short forms are written out ("what's"), what is quoted becomes one word, punctuation between words is dropped."""
    quotations = _QUOTED.findall(text)
    opened = _QUOTED.sub(f" {QUOTE} ", text)
    for short, opening in _SHORT:
        opened = short.sub(opening, opened)
    words = [word if word == "'s" else word.strip(_PUNCTUATION) for word in opened.split()]
    words = [word for word in words if any(map(str.isalnum, word)) or word in ("'s", QUOTE)][:_MOST_WORDS]
    plain = tuple("".join(fold(word).split()) for word in words)
    typed = iter(quotations)
    return Phrase(tuple(next(typed, word) if word == QUOTE else word for word in words), plain)
