"""One message about what changed in an event: the weightiest first, as much as fits."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from discord import Colour, Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped, safe_url, when
from bot.domain.history import TalkRecord
from bot.domain.snapshots import talk_of, talk_value
from bot.domain.talks import Talk, speaker_names
from bot.domain.wording import field_name
from bot.services.changes.follow_event import ChangeNews

_PLACE_AND_TIME = frozenset({"held_on", "starts_at", "ends_at", "room"})
_KINDS = ("Cancelled", "Moved", "New", "No longer listed", "Changed")
_ROOM_FOR_LISTS = 5000

# More than a field has room for.
_MOST = 50


def news_embed(news: ChangeNews) -> Embed:
    event = news.event.event
    embed = Embed(title=f"{escaped(event.name, 200)} has changed", url=safe_url(event.url), colour=Colour.gold())
    room = _ROOM_FOR_LISTS
    told = {kind: changes for kind, changes in _by_kind(news).items() if changes}
    for number, (kind, changes) in enumerate(told.items()):
        lines = [_line(kind, talk, record) for talk, record in changes[:_MOST]]
        text = fitted(lines, min(limits.FIELD_VALUE, room // (len(told) - number)), len(changes)).text
        room -= len(text)
        embed.add_field(name=f"{kind} ({len(changes)})", value=text, inline=False)
    if not told:
        embed.description = "What is known about the event itself has changed: see `/event show`."
    return embed


def _by_kind(news: ChangeNews) -> Mapping[str, list[tuple[Talk, TalkRecord]]]:
    """Each talk as it is now, or as it was last. What is gone again by now is left out."""
    kinds: dict[str, list[tuple[Talk, TalkRecord]]] = {kind: [] for kind in _KINDS}
    for record in news.change.change.talks:
        entry = news.entries.get(record.talk_id)
        if record.after is None:
            kinds[_kind(record)].append((talk_of(record.before or {}), record))
        elif entry is not None:
            kinds[_kind(record)].append((entry.talk, record))
    return kinds


def _kind(record: TalkRecord) -> str:
    if record.before is None:
        return "New"
    if record.after is None:
        return "No longer listed"
    if record.after.get("cancelled"):
        return "Cancelled"
    is_move = any(record.before.get(field) is not None for field in _PLACE_AND_TIME)
    return "Moved" if is_move else "Changed"


def _line(kind: str, talk: Talk, record: TalkRecord) -> str:
    match kind:
        case "Moved":
            return _moved_line(talk, record)
        case "Changed":
            return _changed_line(talk, record)
        case _:
            return _talk_line(talk)


def _talk_line(talk: Talk) -> str:
    return "\n".join(part for part in (_head(talk), _place(talk)) if part)


def _moved_line(talk: Talk, record: TalkRecord) -> str:
    """The old time and place struck through, then the new ones; other fields are named."""
    before = _place(_as_it_was(talk, record.before or {})) or "–"
    after = _place(_as_it_was(talk, record.after or {})) or "–"
    others = [field for field in record.after or {} if field not in _PLACE_AND_TIME]
    return "\n".join([f"{_head(talk)}", f"~~{before}~~ → {after}", *_named(others)])


def _changed_line(talk: Talk, record: TalkRecord) -> str:
    return "\n".join([_head(talk), *_named(record.after or {})])


def _head(talk: Talk) -> str:
    names = f" · {escaped(speaker_names(talk.speakers), 120)}" if talk.speakers else ""
    return f"**{escaped(talk.title, 160) or '–'}**{names}"


def _place(talk: Talk) -> str:
    parts = (when(talk), talk.room and escaped(talk.room, 80))
    return " · ".join(part for part in parts if part)


def _as_it_was(talk: Talk, fields: Mapping[str, Any]) -> Talk:
    return replace(talk, **{field: talk_value(field, plain) for field, plain in fields.items()})


def _named(fields: Iterable[str]) -> list[str]:
    names = ", ".join(field_name(field) for field in fields)
    return [f"new: {names}"] if names else []
