import gc
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds."""

    p50: float
    p99: float

    def __str__(self) -> str:
        return f"p50 {self.p50:5.1f} ms, p99 {self.p99:5.1f} ms"


async def timing_of(questions: Iterable[str], answer: Callable[[str], Awaitable[object]], *, rounds: int = 3) -> Timing:
    """Each question counts with the median of its rounds, for other programs use this machine too."""
    known = list(questions)
    gc.collect()
    all_times = [[await _milliseconds(answer, question) for question in known] for _ in range(rounds)]
    return timing_in([median(times) for times in zip(*all_times, strict=True)])


def timing_in(times: list[float]) -> Timing:
    return Timing(median(times), quantiles(times, n=100, method="inclusive")[98])


async def _milliseconds(answer: Callable[[str], Awaitable[object]], question: str) -> float:
    started = time.perf_counter()
    await answer(question)
    return (time.perf_counter() - started) * 1000
