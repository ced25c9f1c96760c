"""What Discord accepts as a form."""

from bot.sandbox.rules.components import CUSTOM_ID
from bot.sandbox.rules.refusals import Complaints, Path
from bot.sandbox.rules.selects import check_select
from bot.sandbox.world.bodies import SELECTS
from bot.sandbox.world.snowflakes import Json

ROW = 1
TEXT_INPUT = 4
TEXT_DISPLAY = 10
LABEL = 18
TOP_LEVEL = frozenset({ROW, TEXT_DISPLAY, LABEL})

TITLE = 45
COMPONENTS = 5
LABEL_TEXT = 45
LABEL_DESCRIPTION = 100
INPUT = 4000
PLACEHOLDER = 100


def check_modal(data: Json) -> None:
    complaints = Complaints()
    complaints.length(("data", "title"), data.get("title"), TITLE, 1)
    complaints.length(("data", "custom_id"), data.get("custom_id"), CUSTOM_ID, 1)
    components = data.get("components") or []
    path: Path = ("data", "components")
    if not 1 <= len(components) <= COMPONENTS:
        complaints.size(path, 1, COMPONENTS)
    for position, component in enumerate(components):
        _check_component(component, (*path, position), complaints)
    _check_custom_ids(data, complaints)
    complaints.refuse()


def inputs(data: Json) -> list[tuple[Json, Json]]:
    """What a person fills in, in order: (the component that carries the label, the input)."""
    found = []
    for component in data.get("components") or []:
        if component.get("type") == LABEL:
            found.append((component, component.get("component") or {}))
        elif component.get("type") == ROW:
            found += [(child, child) for child in component.get("components") or []]
    return found


def _check_component(component: Json, path: Path, complaints: Complaints) -> None:
    kind = component.get("type")
    if kind not in TOP_LEVEL:
        message = f"Value of field 'type' must be one of {tuple(sorted(TOP_LEVEL))}."
        complaints.add((*path, "type"), "UNION_TYPE_CHOICES", message)
    elif kind == LABEL:
        complaints.length((*path, "label"), component.get("label"), LABEL_TEXT, 1)
        if component.get("description") is not None:
            complaints.length((*path, "description"), component["description"], LABEL_DESCRIPTION)
        _check_input(component.get("component") or {}, (*path, "component"), complaints)
    elif kind == ROW:
        _check_row(component.get("components") or [], (*path, "components"), complaints)


def _check_row(children: list[Json], path: Path, complaints: Complaints) -> None:
    if len(children) != 1 or children[0].get("type") != TEXT_INPUT:
        complaints.add(path, "BASE_TYPE_BAD_LENGTH", "A row of a form holds one text input.")
        return
    complaints.length((*path, 0, "label"), children[0].get("label"), LABEL_TEXT, 1)
    _check_input(children[0], (*path, 0), complaints)


def _check_input(field: Json, path: Path, complaints: Complaints) -> None:
    if field.get("type") in SELECTS:
        check_select(field, path, complaints)
        return
    complaints.length((*path, "custom_id"), field.get("custom_id"), CUSTOM_ID, 1)
    if field.get("type") != TEXT_INPUT:
        return
    if field.get("style") not in {1, 2}:
        complaints.add((*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")
    if field.get("placeholder") is not None:
        complaints.length((*path, "placeholder"), field["placeholder"], PLACEHOLDER)
    _check_lengths(field, path, complaints)


def _check_lengths(field: Json, path: Path, complaints: Complaints) -> None:
    shortest = field.get("min_length") or 0
    longest = field.get("max_length") or INPUT
    if not 0 <= shortest <= INPUT:
        complaints.add((*path, "min_length"), "NUMBER_TYPE_RANGE", f"int value should be between 0 and {INPUT}.")
    if not max(1, shortest) <= longest <= INPUT:
        complaints.add((*path, "max_length"), "NUMBER_TYPE_RANGE", f"int value should be between 1 and {INPUT}.")
    if field.get("value"):
        complaints.length((*path, "value"), field["value"], longest, shortest)


def _check_custom_ids(data: Json, complaints: Complaints) -> None:
    seen: set[str] = set()
    for _, field in inputs(data):
        custom_id = field.get("custom_id", "")
        if custom_id in seen:
            message = "Component custom id cannot be duplicated"
            complaints.add(("data", "components"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
        seen.add(custom_id)
