"""From the typed text of an option to the value a Discord client sends, and what it resolves to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.sandbox.people.errors import TypingError
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.interactions import ATTACHMENT_LIMIT
from bot.sandbox.world.members import Membership
from bot.sandbox.world.roles import Role
from bot.sandbox.world.snowflakes import Json

LARGEST_INTEGER = 2**53
LONGEST_TEXT = 6000

Named = TypeVar("Named", Channel, Role, Membership)


@dataclass
class Values:
    """`files` holds the content of attachments by the name typed; `picked` the values of chosen completions."""

    member: Membership
    channel: Channel
    files: Mapping[str, bytes]
    picked: Mapping[str, str | int | float]
    resolved: Json = field(default_factory=dict)

    def read(self, option: Json, text: str) -> Any:
        reader = _READERS.get(option["type"])
        if reader is None:
            raise TypingError(f"{option['name']}: options of type {option['type']} cannot be typed here")
        if text in self.picked and option.get("autocomplete"):
            return self.picked[text]
        return reader(self, option, text)

    def resolve_channel(self, channel: Channel) -> str:
        rights = str(self.member.rights(channel)) if channel.guild else "0"
        payload = channel.payload() | {"permissions": rights}
        return self._resolve("channels", channel.id, payload)

    def resolve_role(self, role: Role) -> str:
        return self._resolve("roles", role.id, role.payload())

    def resolve_member(self, member: Membership) -> str:
        if self.channel.guild is not None:
            payload = member.payload() | {"permissions": str(member.rights(self.channel))}
            del payload["user"]
            self._resolve("members", member.id, payload)
        return self._resolve("users", member.id, member.user.payload())

    def resolve_file(self, name: str, content: bytes) -> str:
        world = self.member.world
        stored = world.files.store(world.snowflakes.next(), self.channel.id, name, content)
        return self._resolve("attachments", stored.id, stored.payload() | {"ephemeral": True})

    def _resolve(self, kind: str, thing_id: int, payload: Json) -> str:
        self.resolved.setdefault(kind, {})[str(thing_id)] = payload
        return str(thing_id)

    def _text(self, option: Json, text: str) -> str:
        chosen = _chosen(option, text)
        if chosen is not None:
            return str(chosen)
        longest = option.get("max_length") or LONGEST_TEXT
        shortest = option.get("min_length") or 0
        if not shortest <= len(text) <= longest:
            raise TypingError(f"{option['name']}: between {shortest} and {longest} characters, not {len(text)}")
        return text

    def _integer(self, option: Json, text: str) -> int:
        chosen = _chosen(option, text)
        if chosen is not None:
            return int(chosen)
        try:
            number = int(text)
        except ValueError:
            raise TypingError(f"{option['name']}: {text!r} is no whole number") from None
        _check_range(option, number)
        return number

    def _number(self, option: Json, text: str) -> float:
        chosen = _chosen(option, text)
        if chosen is not None:
            return float(chosen)
        try:
            number = float(text)
        except ValueError:
            raise TypingError(f"{option['name']}: {text!r} is no number") from None
        _check_range(option, number)
        return number

    def _truth(self, option: Json, text: str) -> bool:
        known = {"true": True, "yes": True, "false": False, "no": False}
        if text.lower() not in known:
            raise TypingError(f"{option['name']}: true or false, not {text!r}")
        return known[text.lower()]

    def _user(self, option: Json, text: str) -> str:
        member = _named(self.member.guild.members.values(), text.removeprefix("@"), "<@")
        if member is None:
            raise TypingError(f"{option['name']}: nobody here is called {text!r}")
        return self.resolve_member(member)

    def _role(self, option: Json, text: str) -> str:
        role = _named(self.member.guild.roles.values(), text.removeprefix("@"), "<@&")
        if role is None:
            raise TypingError(f"{option['name']}: there is no role {text!r}")
        return self.resolve_role(role)

    def _channel(self, option: Json, text: str) -> str:
        visible = [channel for channel in self.member.guild.channels.values() if self.member.sees_channel(channel)]
        kinds = option.get("channel_types")
        channel = _named([one for one in visible if not kinds or one.kind in kinds], text.removeprefix("#"), "<#")
        if channel is None:
            raise TypingError(f"{option['name']}: there is no channel {text!r} to choose")
        return self.resolve_channel(channel)

    def _mentionable(self, option: Json, text: str) -> str:
        if _named(self.member.guild.roles.values(), text.removeprefix("@"), "<@&"):
            return self._role(option, text)
        return self._user(option, text)

    def _attachment(self, option: Json, text: str) -> str:
        try:
            content = self.files[text]
        except KeyError:
            raise TypingError(f"{option['name']}: there is no file {text!r}") from None
        if len(content) > ATTACHMENT_LIMIT:
            raise TypingError(f"{option['name']}: {text} is larger than 10 MB")
        return self.resolve_file(text.rsplit("/", 1)[-1], content)


_READERS: dict[int, Callable[[Values, Json, str], Any]] = {
    3: Values._text,  # noqa: SLF001 - a table of the class's own methods, here and below
    4: Values._integer,  # noqa: SLF001
    5: Values._truth,  # noqa: SLF001
    6: Values._user,  # noqa: SLF001
    7: Values._channel,  # noqa: SLF001
    8: Values._role,  # noqa: SLF001
    9: Values._mentionable,  # noqa: SLF001
    10: Values._number,  # noqa: SLF001
    11: Values._attachment,  # noqa: SLF001
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
