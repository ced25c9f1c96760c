"""Which letters words hold, as bits: words that differ in many bits need not be compared letter by letter."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class LetterBits:
    """For each word a bit per letter: in `held` set where the letter occurs, in `odd` where it occurs an odd number
    of times. A slip of the pen changes two bits of each at most.
    """

    held: Bits
    odd: Bits
    lengths: NDArray[np.int16]

    def within(self, word: str, slips: int) -> NDArray[np.intp]:
        """The numbers of the words that may be some slips away; many are not, but none is missing."""
        own = letter_bits([word])
        near: NDArray[np.intp] = np.flatnonzero(np.bitwise_count(self.held ^ own.held) <= 2 * slips)
        like = np.abs(self.lengths[near] - own.lengths) <= slips
        like &= np.bitwise_count(self.odd[near] ^ own.odd) <= 2 * slips
        return near.compress(like)


def letter_bits(words: Sequence[str]) -> LetterBits:
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    # The last five bits of a code tell all letters of an alphabet apart.
    bits = np.left_shift(np.uint32(1), codes & np.uint32(31))
    spelt, starts = lengths > 0, np.cumsum(lengths) - lengths
    held, odd = np.zeros(len(words), np.uint32), np.zeros(len(words), np.uint32)
    if spelt.any():
        held[spelt] = np.bitwise_or.reduceat(bits, starts[spelt])
        odd[spelt] = np.bitwise_xor.reduceat(bits, starts[spelt])
    return LetterBits(held, odd, np.minimum(lengths, 999).astype(np.int16))
