"""A text taken apart into its sentences, each with the place where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A sentence ends at a full stop before a space and a letter that is no small one, or at a blank line or a new point of
# a list; scripts without spaces have full stops of their own.
_END = re.compile(
    r"(?P<stop>[.!?…]+[\"'”’)\]]*)(?=\s+[^\sa-zß-öø-ÿ])|[。！？]+|\s*\n\s*\n\s*|\s*\n(?=\s*(?:[-*•‣–]|\d{1,2}[.)])\s)"
)
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|dr|mr|mrs|ms|prof|st|no|fig|inc|ltd)|\b[A-Z])\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is what stands from `start` to `end`, without spaces around it."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    spans = _spans(text)
    return [sentence for start, end in spans if (sentence := _trimmed(text, start, end)).text]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match["stop"] == "." and _NO_END.search(text[max(0, match.start() - 8) : match.end()]):
            continue
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> Sentence:
    part = text[start:end]
    stripped = part.strip()
    at = start + part.find(stripped)
    return Sentence(stripped, at, at + len(stripped))
