"""What Discord accepts as the body of a message."""

from typing import Any

from bot.sandbox.rules.components import check_components
from bot.sandbox.rules.embeds import check_embeds
from bot.sandbox.rules.refusals import Complaints, Path, Refusal
from bot.sandbox.world.messages import MessageFlag
from bot.sandbox.world.snowflakes import Json

CONTENT = 2000
NONCE = 25
FILES = 10
SETTABLE_FLAGS = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.EPHEMERAL | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)


def check_message(body: Json, *, path: Path = (), files: int = 0, partial: bool = False) -> None:
    """`partial`: an edit, which may leave everything out. Raises Refusal."""
    complaints = Complaints()
    v2 = bool((body.get("flags") or 0) & MessageFlag.COMPONENTS_V2)
    if body.get("content") is not None:
        complaints.length((*path, "content"), body["content"], CONTENT)
    if body.get("embeds") is not None:
        check_embeds(body["embeds"], (*path, "embeds"), complaints)
    if body.get("components") is not None:
        check_components(body["components"], (*path, "components"), complaints, v2=v2)
    if body.get("nonce") is not None:
        complaints.length((*path, "nonce"), str(body["nonce"]), NONCE)
    if len(body.get("attachments") or []) > FILES:
        complaints.size((*path, "attachments"), 0, FILES)
    _check_mentions(body.get("allowed_mentions"), (*path, "allowed_mentions"), complaints)
    if v2 and (body.get("content") or body.get("embeds")):
        message = "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2"
        complaints.add((*path, "content"), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    complaints.refuse()
    if not partial and not has_something(body, files):
        raise Refusal(400, 50006, "Cannot send an empty message")


def has_something(body: Json, files: int = 0) -> bool:
    content = body.get("content")
    written = isinstance(content, str) and bool(content.strip())
    rest = (body.get(key) for key in ("embeds", "components", "sticker_ids", "poll"))
    return written or files > 0 or any(rest)


def _check_mentions(allowed: Any, path: Path, complaints: Complaints) -> None:
    if not isinstance(allowed, dict):
        return
    parse = allowed.get("parse") or []
    for key in ("users", "roles"):
        if key in parse and allowed.get(key):
            message = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            complaints.add(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
        if len(allowed.get(key) or []) > 100:  # noqa: PLR2004 - Discord's number, used here alone
            complaints.size((*path, key), 0, 100)
