"""Buttons and menus of a message, found as a person finds them."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.people.errors import ActionError
from bot.sandbox.people.values import Values
from bot.sandbox.world.bodies import BUTTON, STRING_SELECT
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.members import Membership
from bot.sandbox.world.messages import Message
from bot.sandbox.world.roles import Role
from bot.sandbox.world.snowflakes import Json

LINK = 5
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8


def click_data(message: Message, wanted: str) -> Json:
    buttons = [control for control in message.controls() if control["type"] == BUTTON]
    button = next((one for one in buttons if wanted in {one.get("custom_id"), one.get("label")}), None)
    if button is None:
        labels = ", ".join(str(one.get("label") or one.get("custom_id")) for one in buttons)
        raise ActionError(f"There is no button {wanted!r}, but: {labels or 'none'}")
    if button.get("disabled"):
        raise ActionError(f"The button {wanted!r} is greyed out")
    if button["style"] == LINK:
        raise ActionError(f"The button {wanted!r} opens {button['url']}")
    return {"custom_id": button["custom_id"], "component_type": BUTTON, "id": button["id"]}


def select_data(values: Values, message: Message, chosen: Sequence[Any], custom_id: str | None) -> Json:
    menus = [control for control in message.controls() if control["type"] != BUTTON]
    menu = _find_menu(menus, chosen, custom_id)
    if menu.get("disabled"):
        raise ActionError("The menu is greyed out")
    least, most = menu.get("min_values", 1), menu.get("max_values", 1)
    if not least <= len(chosen) <= most:
        raise ActionError(f"Between {least} and {most} can be chosen, not {len(chosen)}")
    sent = [_value(values, menu, one) for one in chosen]
    data: Json = {"custom_id": menu["custom_id"], "component_type": menu["type"], "id": menu["id"], "values": sent}
    return data | ({"resolved": values.resolved} if menu["type"] != STRING_SELECT else {})


def _find_menu(menus: list[Json], chosen: Sequence[Any], custom_id: str | None) -> Json:
    if custom_id is not None:
        found = [menu for menu in menus if menu["custom_id"] == custom_id]
    else:
        found = [menu for menu in menus if _offers(menu, chosen)] or menus
    if not found:
        raise ActionError(f"There is no menu {custom_id or ''}".rstrip())
    return found[0]


def _offers(menu: Json, chosen: Sequence[Any]) -> bool:
    names = {name for option in menu.get("options") or [] for name in (option["label"], option["value"])}
    return all(one in names for one in chosen if isinstance(one, str))


def _value(values: Values, menu: Json, wanted: Any) -> str:
    if menu["type"] == STRING_SELECT:
        for option in menu["options"]:
            if wanted in {option["label"], option["value"]}:
                return str(option["value"])
        labels = ", ".join(option["label"] for option in menu["options"])
        raise ActionError(f"The menu has no {wanted!r}, but: {labels}")
    if menu["type"] == CHANNEL_SELECT and isinstance(wanted, Channel):
        if menu.get("channel_types") and wanted.kind not in menu["channel_types"]:
            raise ActionError(f"The menu does not offer #{wanted.name}")
        return values.resolve_channel(wanted)
    if menu["type"] in {ROLE_SELECT, MENTIONABLE_SELECT} and isinstance(wanted, Role):
        return values.resolve_role(wanted)
    if menu["type"] in {USER_SELECT, MENTIONABLE_SELECT} and isinstance(wanted, Membership):
        return values.resolve_member(wanted)
    raise ActionError(f"The menu does not take {wanted!r}")
