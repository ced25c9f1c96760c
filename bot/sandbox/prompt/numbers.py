"""Using buttons and menus by their numbers on the screen."""

from bot.sandbox.people.actions import Member
from bot.sandbox.people.errors import ActionError
from bot.sandbox.people.replies import Reply
from bot.sandbox.prompt.news import News
from bot.sandbox.screen.reading import safe
from bot.sandbox.world.bodies import BUTTON, STRING_SELECT
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.members import Membership
from bot.sandbox.world.messages import Message
from bot.sandbox.world.roles import Role
from bot.sandbox.world.snowflakes import Json

LINK = 5


def use_kind(member: Member, news: News, kind: str, words: list[str]) -> Reply | str:
    """`menu 2` is the second entry of the first menu, `button 2` the second button."""
    controls = news.controls()
    numbers = [at for at, one in enumerate(controls, 1) if (one["type"] == BUTTON) == (kind == "button")]
    if not numbers:
        raise ActionError(f"There is no {kind} to use")
    if kind == "menu":
        return use_number(member, news, numbers[0], words)
    if not words or not words[0].isdigit() or not 1 <= int(words[0]) <= len(numbers):
        raise ActionError(f"Which button? They are numbered from 1 to {len(numbers)}")
    return use_number(member, news, numbers[int(words[0]) - 1], [])


def use_number(member: Member, news: News, number: int, words: list[str]) -> Reply | str:
    """Clicks or chooses; for a link button the address instead."""
    message = news.current
    controls = news.controls()
    if message is None or not 1 <= number <= len(controls):
        raise ActionError(f"There is nothing with the number {number}")
    control = controls[number - 1]
    if control["type"] != BUTTON:
        return _choose(member, message, control, words, number)
    if control["style"] == LINK:
        return safe(control["url"])
    return member.clicks(message, control["custom_id"])


def _choose(member: Member, message: Message, menu: Json, words: list[str], number: int) -> Reply:
    if not words:
        raise ActionError(f"Which entry? For example: {number} 1")
    if menu["type"] == STRING_SELECT:
        chosen: list[str | Channel | Role | Membership] = [_entry(menu, word.strip(",")) for word in words]
    else:
        chosen = [_named(member, " ".join(words))]
    return member.chooses(message, *chosen, custom_id=menu["custom_id"])


def _entry(menu: Json, word: str) -> str:
    options: list[Json] = menu["options"]
    if word.isdigit() and 1 <= int(word) <= len(options):
        return str(options[int(word) - 1]["value"])
    return word


def _named(member: Member, text: str) -> Channel | Role | Membership:
    guild = member.guild
    things: list[Channel | Role | Membership] = [
        *guild.channels.values(),
        *guild.members.values(),
        *guild.roles.values(),
    ]
    found = next((thing for thing in things if thing.name == text.lstrip("#@")), None)
    if found is None:
        raise ActionError(f"Nothing here is called {text!r}")
    return found
