"""What Discord accepts as a select menu, in a message or in a form."""

from bot.sandbox.rules.refusals import Complaints, Path
from bot.sandbox.world.bodies import STRING_SELECT
from bot.sandbox.world.snowflakes import Json

OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150


def check_select(select: Json, path: Path, complaints: Complaints) -> None:
    if not select.get("custom_id"):
        complaints.required((*path, "custom_id"))
    if select.get("placeholder") is not None:
        complaints.length((*path, "placeholder"), select["placeholder"], PLACEHOLDER)
    options = select.get("options") or []
    if select["type"] == STRING_SELECT:
        _check_options(options, (*path, "options"), complaints)
    _check_counts(select, len(options) if select["type"] == STRING_SELECT else OPTIONS, path, complaints)


def _check_options(options: list[Json], path: Path, complaints: Complaints) -> None:
    if not 1 <= len(options) <= OPTIONS:
        complaints.size(path, 1, OPTIONS)
    values: set[str] = set()
    for position, option in enumerate(options):
        for key in ("label", "value"):
            complaints.length((*path, position, key), option.get(key), OPTION_TEXT, 1)
        if option.get("description") is not None:
            complaints.length((*path, position, "description"), option["description"], OPTION_TEXT)
        if option.get("value") in values:
            message = "The specified option value is already used"
            complaints.add((*path, position, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        values.add(option.get("value", ""))


def _check_counts(select: Json, offered: int, path: Path, complaints: Complaints) -> None:
    minimum = select.get("min_values", 1)
    maximum = select.get("max_values", 1)
    if not 0 <= minimum <= OPTIONS:
        message = "int value should be between 0 and 25."
        complaints.add((*path, "min_values"), "NUMBER_TYPE_RANGE", message)
    if not max(1, minimum) <= maximum <= max(1, offered):
        message = f"Must be between {max(1, minimum)} and {max(1, offered)}."
        complaints.add((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_RANGE", message)
