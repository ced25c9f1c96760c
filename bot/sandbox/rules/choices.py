"""What Discord accepts as the answer to an option being completed."""

from typing import Any

from bot.sandbox.rules.refusals import Complaints, Path, refuse_field
from bot.sandbox.world.snowflakes import Json

CHOICES = 25
CHOICE_TEXT = 100


def check_choices(choices: Any) -> list[Json]:
    """The choices themselves, if there is nothing to refuse."""
    path: Path = ("data", "choices")
    if not isinstance(choices, list):
        refuse_field(path, "BASE_TYPE_REQUIRED", "This field is required")
    complaints = Complaints()
    check_choice_list(choices, path, complaints)
    complaints.refuse()
    return choices


def check_choice_list(choices: list[Json], path: Path, complaints: Complaints) -> None:
    if len(choices) > CHOICES:
        complaints.size(path, 0, CHOICES)
    for position, choice in enumerate(choices):
        complaints.length((*path, position, "name"), choice.get("name"), CHOICE_TEXT, 1)
        if isinstance(choice.get("value"), str):
            complaints.length((*path, position, "value"), choice["value"], CHOICE_TEXT, 1)
        elif choice.get("value") is None:
            complaints.required((*path, position, "value"))
