"""Arrays as bytes and back: a line of JSON that lists them, then their contents."""

import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.generic]]


def pack(kind: str, version: int, arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    listing = [[name, array.dtype.str, array.size] for name, array in arrays.items()]
    head = json.dumps({"kind": kind, "version": version, "arrays": listing}).encode()
    return b"\n".join([head, b"".join(array.tobytes() for array in arrays.values())])


def packed_version(kind: str, data: bytes) -> int | None:
    """The version that the bytes were packed with; None where they are something else."""
    try:
        head = json.loads(data[: data.index(b"\n")])
        return int(head["version"]) if head["kind"] == kind else None
    except (ValueError, KeyError, TypeError):
        return None


def unpack(data: bytes) -> Arrays:
    end = data.index(b"\n") + 1
    arrays: Arrays = {}
    for name, dtype, size in json.loads(data[:end])["arrays"]:
        arrays[name] = np.frombuffer(data, np.dtype(dtype), size, end)
        end += arrays[name].nbytes
    return arrays
