"""What the bot counts of itself. Whatever counts is handed a Measures; what becomes of it, one room alone knows."""

from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """By what way somebody asked for something."""

    COMMAND = "command"
    COMPLETION = "completion"
    CLICK = "click"
    FORM = "form"
    MESSAGE = "message"


class Outcome(StrEnum):
    ANSWERED = "answered"
    NOTHING_FOUND = "nothing found"
    USER_ERROR = "user error"
    TROUBLE = "trouble"
    BUG = "bug"
    TOO_OFTEN = "too often"
    TOO_LATE = "too late"
    UNANSWERED = "unanswered"


class GatewayEvent(StrEnum):
    CONNECTED = "connected"
    RESUMED = "resumed"
    LOST = "lost"


class Access(StrEnum):
    """What a transaction of the database is for."""

    READ = "read"
    WRITE = "write"


class Measures(Protocol):
    """Names are the program's own and few; what people or Discord wrote is never among them. Times are in seconds."""

    def handled(self, kind: Kind, name: str, outcome: Outcome, first_response: float | None, whole: float) -> None:
        """Both times count from when it was asked, by Discord's clock. None where nothing was sent."""

    def nothing_found(self, asked: str, why: str) -> None: ...

    def delivered(self, late_seconds: float, *, late: bool) -> None:
        """`late` is what says so itself."""

    def delivery_retried(self) -> None: ...

    def deliveries_missed(self, count: int) -> None: ...

    def delivery_failed(self) -> None:
        """For a reason of the bot's own."""

    def gateway(self, shard_id: int, event: GatewayEvent) -> None: ...

    def requested(self, method: str, route: str, status: str) -> None:
        """Of Discord. `status` is a number, or says that no answer came."""

    def database(self, access: Access, seconds: float) -> None:
        """One statement."""

    def database_failed(self) -> None: ...


class _Unmeasured:
    def handled(self, kind: Kind, name: str, outcome: Outcome, first_response: float | None, whole: float) -> None: ...

    def nothing_found(self, asked: str, why: str) -> None: ...

    def delivered(self, late_seconds: float, *, late: bool) -> None: ...

    def delivery_retried(self) -> None: ...

    def deliveries_missed(self, count: int) -> None: ...

    def delivery_failed(self) -> None: ...

    def gateway(self, shard_id: int, event: GatewayEvent) -> None: ...

    def requested(self, method: str, route: str, status: str) -> None: ...

    def database(self, access: Access, seconds: float) -> None: ...

    def database_failed(self) -> None: ...


UNMEASURED: Measures = _Unmeasured()
