"""Which letters a word holds, as bits: words that differ in many bits need not be compared."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def letter_masks(words: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """A bit per letter that a word holds, and each word's length: an edit changes two bits at most."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    text = "".join(words).encode("utf-32-le", "surrogatepass")
    bits = np.left_shift(np.uint64(1), np.frombuffer(text, np.uint32).astype(np.uint64) % np.uint64(64))
    masks = np.zeros(len(words), np.uint64)
    spelt = lengths > 0
    if bits.size:
        masks[spelt] = np.bitwise_or.reduceat(bits, (np.cumsum(lengths) - lengths)[spelt])
    return masks, np.minimum(lengths, 255).astype(np.uint8)
