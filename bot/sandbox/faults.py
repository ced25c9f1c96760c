"""What can be made to go wrong: answers, lost answers, delays, and the gateway."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

EVER = 1_000_000_000


@dataclass
class Fault:
    """`status` is answered instead of Discord's own answer; None means that the answer is lost.

    `carried_out` says whether the request is done before that. `left` counts down with every request met.
    """

    method: str
    path: str
    left: int
    status: int | None = 200
    carried_out: bool = False
    delay_seconds: float = 0.0
    retry_after: float | None = None
    through_proxy: bool = True
    met: int = 0

    def matches(self, method: str, path: str) -> bool:
        fits = self.method in {"*", method} and fnmatchcase(path, self.path)
        return fits and self.left > 0


class Faults:
    """Patterns are shell patterns on the path behind /api/v10, e.g. "/channels/*/messages"; `times` counts."""

    def __init__(self) -> None:
        self.silent = False
        self.gateway_refused = False
        self._waiting: list[Fault] = []

    def answer(self, method: str, path: str, status: int, *, times: int = 1, carried_out: bool = False) -> Fault:
        """Answer with an error instead; with `carried_out` the request is done all the same."""
        return self._add(Fault(method, path, times, status, carried_out=carried_out))

    def rate_limit(
        self,
        method: str,
        path: str,
        *,
        retry_after: float = 0.05,
        times: int = 1,
        via: bool = True,
    ) -> Fault:
        """429; without the Via header a library takes it for a ban by Cloudflare."""
        fault = Fault(method, path, times, 429, retry_after=retry_after, through_proxy=via)
        return self._add(fault)

    def lose_answer(self, method: str, path: str, *, times: int = 1) -> Fault:
        """The request is carried out, and the connection breaks before the answer."""
        return self._add(Fault(method, path, times, None, carried_out=True))

    def lose_request(self, method: str, path: str, *, times: int = 1) -> Fault:
        """The connection breaks before anything is done."""
        return self._add(Fault(method, path, times, None))

    def delay(self, method: str, path: str, seconds: float, *, times: int = 1) -> Fault:
        """The request is carried out and answered as usual, but later."""
        return self._add(Fault(method, path, times, carried_out=True, delay_seconds=seconds))

    def silence_gateway(self) -> None:
        """Connections stay open, but nothing comes any more: no events, no heartbeat answers."""
        self.silent = True

    def refuse_gateway(self) -> None:
        """New gateway connections get 503."""
        self.gateway_refused = True

    def clear(self) -> None:
        """Everything works again."""
        self._waiting.clear()
        self.silent = self.gateway_refused = False

    def meet(self, method: str, path: str) -> Fault | None:
        """The fault this request runs into, counted."""
        for fault in self._waiting:
            if fault.matches(method, path):
                fault.left -= 1
                fault.met += 1
                if not fault.left:
                    self._waiting.remove(fault)
                return fault
        return None

    def _add(self, fault: Fault) -> Fault:
        self._waiting.append(fault)
        return fault
