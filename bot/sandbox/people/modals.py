"""A form as a person sees it, and what is sent when it is filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.sandbox.people.errors import ActionError
from bot.sandbox.rules.modals import LABEL, ROW, TEXT_INPUT, inputs
from bot.sandbox.world.interactions import Interaction
from bot.sandbox.world.snowflakes import Json

LONGEST = 4000

Answers: TypeAlias = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Field:
    label: str
    description: str
    definition: Json

    @property
    def custom_id(self) -> str:
        return str(self.definition["custom_id"])

    @property
    def value(self) -> str:
        """The text it is filled with beforehand."""
        return str(self.definition.get("value") or "")

    @property
    def required(self) -> bool:
        return self.definition.get("required") is not False

    @property
    def is_text(self) -> bool:
        return bool(self.definition["type"] == TEXT_INPUT)


class Modal:
    def __init__(self, data: Json, interaction: Interaction) -> None:
        self.data = data
        self.interaction = interaction

    @property
    def title(self) -> str:
        return str(self.data["title"])

    @property
    def fields(self) -> list[Field]:
        return [
            Field(str(carrier.get("label", "")), str(carrier.get("description") or ""), definition)
            for carrier, definition in inputs(self.data)
        ]

    def submission(self, answers: Answers) -> Json:
        """The data a client sends; `answers` by label or custom_id, and what is left out keeps its value."""
        names = {name for field in self.fields for name in (field.label, field.custom_id)}
        for name in answers:
            if name not in names:
                raise ActionError(f"The form {self.title!r} has no field {name!r}")
        filled = {field.custom_id: _filled(field, answers) for field in self.fields}
        components = [_mirrored(component, filled) for component in self.data["components"]]
        return {"custom_id": self.data["custom_id"], "components": [one for one in components if one]}


def _filled(field: Field, answers: Answers) -> Json:
    answer = answers.get(field.custom_id, answers.get(field.label))
    known: Json = {"type": field.definition["type"], "custom_id": field.custom_id, "id": 1}
    if not field.is_text:
        return known | {"values": _chosen(field, answer)}
    text = field.value if answer is None else answer
    if not isinstance(text, str):
        raise ActionError(f"{field.label}: a text, not {text!r}")
    _check_text(field, text)
    return known | {"value": text}


def _chosen(field: Field, answer: str | Sequence[str] | None) -> list[str]:
    options: list[Json] = field.definition.get("options") or []
    if answer is None:
        return [option["value"] for option in options if option.get("default")]
    wanted = [answer] if isinstance(answer, str) else list(answer)
    if not options:
        return wanted
    by_name = {name: option["value"] for option in options for name in (option["label"], option["value"])}
    if any(name not in by_name for name in wanted):
        raise ActionError(f"{field.label}: one of {', '.join(option['label'] for option in options)}")
    return [by_name[name] for name in wanted]


def _check_text(field: Field, text: str) -> None:
    shortest = field.definition.get("min_length") or (1 if field.required else 0)
    longest = field.definition.get("max_length") or LONGEST
    if (text or field.required) and not shortest <= len(text) <= longest:
        raise ActionError(f"{field.label}: between {shortest} and {longest} characters, not {len(text)}")


def _mirrored(component: Json, filled: Mapping[str, Any]) -> Json | None:
    if component["type"] == LABEL:
        return {"type": LABEL, "id": 1, "component": filled[component["component"]["custom_id"]]}
    if component["type"] == ROW:
        return {"type": ROW, "components": [filled[child["custom_id"]] for child in component["components"]]}
    return None
