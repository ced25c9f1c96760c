"""From the typed text of an option to the value that a Discord client sends."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from bot.sandbox.people.errors import TypingError
from bot.sandbox.people.values import Values
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.interactions import ATTACHMENT_LIMIT
from bot.sandbox.world.members import Membership
from bot.sandbox.world.roles import Role
from bot.sandbox.world.snowflakes import Json

LARGEST_INTEGER = 2**53
LONGEST_TEXT = 6000

Named = TypeVar("Named", Channel, Role, Membership)


def read_value(values: Values, option: Json, text: str) -> Any:
    """What was picked from completions goes out as the value behind its name. Raises TypingError."""
    reader = _READERS.get(option["type"])
    if reader is None:
        raise TypingError(f"{option['name']}: options of type {option['type']} cannot be typed here")
    if text in values.picked and option.get("autocomplete"):
        return values.picked[text]
    return reader(values, option, text)


def _text(_values: Values, option: Json, text: str) -> str:
    chosen = _chosen(option, text)
    if chosen is not None:
        return str(chosen)
    longest = option.get("max_length") or LONGEST_TEXT
    shortest = option.get("min_length") or 0
    if not shortest <= len(text) <= longest:
        raise TypingError(f"{option['name']}: between {shortest} and {longest} characters, not {len(text)}")
    return text


def _integer(_values: Values, option: Json, text: str) -> int:
    chosen = _chosen(option, text)
    if chosen is not None:
        return int(chosen)
    try:
        number = int(text)
    except ValueError:
        raise TypingError(f"{option['name']}: {text!r} is no whole number") from None
    _check_range(option, number)
    return number


def _number(_values: Values, option: Json, text: str) -> float:
    chosen = _chosen(option, text)
    if chosen is not None:
        return float(chosen)
    try:
        number = float(text)
    except ValueError:
        raise TypingError(f"{option['name']}: {text!r} is no number") from None
    _check_range(option, number)
    return number


def _truth(_values: Values, option: Json, text: str) -> bool:
    known = {"true": True, "yes": True, "false": False, "no": False}
    if text.lower() not in known:
        raise TypingError(f"{option['name']}: true or false, not {text!r}")
    return known[text.lower()]


def _user(values: Values, option: Json, text: str) -> str:
    member = _named(values.member.guild.members.values(), text.removeprefix("@"), "<@")
    if member is None:
        raise TypingError(f"{option['name']}: nobody here is called {text!r}")
    return values.resolve_member(member)


def _role(values: Values, option: Json, text: str) -> str:
    role = _named(values.member.guild.roles.values(), text.removeprefix("@"), "<@&")
    if role is None:
        raise TypingError(f"{option['name']}: there is no role {text!r}")
    return values.resolve_role(role)


def _channel(values: Values, option: Json, text: str) -> str:
    visible = [channel for channel in values.member.guild.channels.values() if values.member.sees_channel(channel)]
    kinds = option.get("channel_types")
    channel = _named([one for one in visible if not kinds or one.kind in kinds], text.removeprefix("#"), "<#")
    if channel is None:
        raise TypingError(f"{option['name']}: there is no channel {text!r} to choose")
    return values.resolve_channel(channel)


def _mentionable(values: Values, option: Json, text: str) -> str:
    if _named(values.member.guild.roles.values(), text.removeprefix("@"), "<@&"):
        return _role(values, option, text)
    return _user(values, option, text)


def _attachment(values: Values, option: Json, text: str) -> str:
    try:
        content = values.files[text]
    except KeyError:
        raise TypingError(f"{option['name']}: there is no file {text!r}") from None
    if len(content) > ATTACHMENT_LIMIT:
        raise TypingError(f"{option['name']}: {text} is larger than 10 MB")
    return values.resolve_file(text.rsplit("/", 1)[-1], content)


_READERS: dict[int, Callable[[Values, Json, str], Any]] = {
    3: _text,
    4: _integer,
    5: _truth,
    6: _user,
    7: _channel,
    8: _role,
    9: _mentionable,
    10: _number,
    11: _attachment,
}


def _chosen(option: Json, text: str) -> str | int | float | None:
    """The value of the fixed choice typed; None where the option has none."""
    choices: list[Json] = option.get("choices") or []
    for choice in choices:
        if text.casefold() in {str(choice["name"]).casefold(), str(choice["value"]).casefold()}:
            value: str | int | float = choice["value"]
            return value
    if choices:
        names = ", ".join(choice["name"] for choice in choices)
        raise TypingError(f"{option['name']}: one of {names}, not {text!r}")
    return None


def _check_range(option: Json, number: float) -> None:
    smallest = option.get("min_value", -LARGEST_INTEGER)
    largest = option.get("max_value", LARGEST_INTEGER)
    if not smallest <= number <= largest:
        raise TypingError(f"{option['name']}: between {smallest} and {largest}, not {number}")


def _named(things: Iterable[Named], text: str, mark: str) -> Named | None:
    """By name, by id, or by mention."""
    wanted = text.removeprefix(mark).removeprefix("!").removesuffix(">")
    found = list(things)
    exact = (thing for thing in found if wanted in {str(thing.id), thing.name.removeprefix("@")})
    folded = (thing for thing in found if thing.name.casefold() == wanted.casefold())
    return next(exact, None) or next(folded, None)
