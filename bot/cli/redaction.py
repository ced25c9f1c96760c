"""What never leaves in a log, whoever wrote the line: tokens, and what a person typed."""

import re
from collections.abc import MutableMapping
from typing import Any

# Shorter words stand in every other line by chance.
_SHORTEST_TYPED = 3
# Written by the program itself, and there for machines to tell lines by.
_OWN = frozenset({"timestamp", "level", "logger", "request_id", "error_id", "kind", "command", "name", "outcome"})
_END = r"[^/\s?&#@\"'\\]+"
# PostgreSQL repeats the row that it refuses.
_ROW = re.compile(r"^DETAIL: .*", re.MULTILINE)
# Whoever has the token of an interaction may answer in its place for 15 minutes. Links of imports may hold keys.
_TOKENS_IN_URLS = re.compile(
    rf"(/(?:webhooks|interactions)/\d+/|[?&](?:\w*(?:key|token|secret|password|signature))=|\w://{_END}:(?={_END}@)){_END}",
    re.IGNORECASE,
)


def without_typed(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """While an interaction or a message is handled, `typed` is bound to what was written in it."""
    own = _OWN | {"event"} if str(event.get("logger")).startswith("bot.") else _OWN
    typed = {text for text in event.pop("typed", ()) if len(text) >= _SHORTEST_TYPED}
    for text in sorted(typed | {repr(text)[1:-1] for text in typed}, key=len, reverse=True):
        for name, value in event.items():
            if isinstance(value, str) and name not in own:
                event[name] = value.replace(text, "[typed]")
    if isinstance(event.get("exception"), str):
        event["exception"] = _ROW.sub("DETAIL: [left out]", event["exception"])
    return event


class WithoutTokens:
    """The last step: takes and gives the finished line."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, _logger: Any, _method: str, line: Any) -> Any:
        if not isinstance(line, str):
            return line
        # Most lines hold no address at all, and looking for one takes longer than all the rest.
        if any(mark in line for mark in "/?&"):
            line = _TOKENS_IN_URLS.sub(r"\1[token]", line)
        return line.replace(self._token, "[token]") if self._token else line
