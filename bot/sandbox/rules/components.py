"""What Discord accepts as buttons and menus, in the classic layout and in the one of components v2."""

from typing import Any

from bot.sandbox.rules.embeds import check_url
from bot.sandbox.rules.refusals import Complaints, Path
from bot.sandbox.rules.selects import check_select
from bot.sandbox.world.bodies import BUTTON, SELECTS
from bot.sandbox.world.snowflakes import Json

ROW = 1
SECTION = 9
TEXT_DISPLAY = 10
CONTAINER = 17

ROWS = 5
BUTTONS = 5
COMPONENTS = 40
LABEL = 80
CUSTOM_ID = 100
TEXTS = 4000

LINK_STYLE = 5
PREMIUM_STYLE = 6
BUTTON_STYLES = range(1, 7)
V2_TOP_LEVEL = frozenset({ROW, SECTION, TEXT_DISPLAY, 12, 13, 14, CONTAINER})


def check_components(components: Any, path: Path, complaints: Complaints, *, v2: bool) -> None:
    if not isinstance(components, list):
        complaints.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return
    placed = _walk(components, path)
    if len(placed) > COMPONENTS:
        complaints.size(path, 0, COMPONENTS)
    if not v2 and len(components) > ROWS:
        complaints.size(path, 0, ROWS)
    _check_top_level(components, path, complaints, v2=v2)
    for component, place in placed:
        _check_one(component, place, complaints)
    _check_custom_ids(placed, complaints)
    if sum(len(component.get("content", "")) for component, _ in placed) > TEXTS:
        complaints.size(path, 0, TEXTS)


def _walk(components: list[Json], path: Path) -> list[tuple[Json, Path]]:
    found: list[tuple[Json, Path]] = []
    for position, component in enumerate(components):
        place = (*path, position)
        found.append((component, place))
        found += _walk(component.get("components") or [], (*place, "components"))
        if isinstance(component.get("accessory"), dict):
            found.append((component["accessory"], (*place, "accessory")))
    return found


def _check_top_level(components: list[Json], path: Path, complaints: Complaints, *, v2: bool) -> None:
    allowed = V2_TOP_LEVEL if v2 else frozenset({ROW})
    for position, component in enumerate(components):
        if component.get("type") not in allowed:
            expected = tuple(sorted(allowed))
            place = (*path, position, "type")
            complaints.add(place, "UNION_TYPE_CHOICES", f"Value of field 'type' must be one of {expected}.")


def _check_one(component: Json, path: Path, complaints: Complaints) -> None:
    kind = component.get("type")
    if kind == ROW:
        _check_row(component.get("components") or [], (*path, "components"), complaints)
    elif kind == BUTTON:
        _check_button(component, path, complaints)
    elif kind in SELECTS:
        check_select(component, path, complaints)
    elif kind == TEXT_DISPLAY:
        complaints.length((*path, "content"), component.get("content"), TEXTS, 1)


def _check_row(children: list[Json], path: Path, complaints: Complaints) -> None:
    kinds = [child.get("type") for child in children]
    if not 1 <= len(children) <= BUTTONS:
        complaints.size(path, 1, BUTTONS)
    elif any(kind not in {BUTTON, *SELECTS} for kind in kinds):
        complaints.add(path, "UNION_TYPE_CHOICES", "An action row holds buttons or one select menu.")
    elif len(children) > 1 and any(kind != BUTTON for kind in kinds):
        message = "The specified component exceeds the maximum width"
        complaints.add(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)


def _check_button(button: Json, path: Path, complaints: Complaints) -> None:
    style = button.get("style")
    if style not in BUTTON_STYLES:
        complaints.add((*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6).")
    if button.get("label") is not None:
        complaints.length((*path, "label"), button["label"], LABEL)
    if not button.get("label") and not button.get("emoji") and style != PREMIUM_STYLE:
        message = "A button must have a label or emoji"
        complaints.add((*path, "label"), "BUTTON_COMPONENT_INVALID_LABEL", message)
    if style == LINK_STYLE:
        _check_link(button, path, complaints)
    elif style != PREMIUM_STYLE and not button.get("custom_id"):
        message = "A custom id and url cannot both be specified" if button.get("url") else "A custom id is required"
        complaints.add((*path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", message)


def _check_link(button: Json, path: Path, complaints: Complaints) -> None:
    if not button.get("url"):
        complaints.required((*path, "url"))
    check_url(button.get("url"), (*path, "url"), complaints)
    if button.get("custom_id"):
        message = "A custom id and url cannot both be specified"
        complaints.add((*path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)


def _check_custom_ids(placed: list[tuple[Json, Path]], complaints: Complaints) -> None:
    seen: set[str] = set()
    for component, path in placed:
        custom_id = component.get("custom_id")
        if custom_id is None:
            continue
        complaints.length((*path, "custom_id"), custom_id, CUSTOM_ID, 1)
        if custom_id in seen:
            message = "Component custom id cannot be duplicated"
            complaints.add((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
        seen.add(custom_id)
