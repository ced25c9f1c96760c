"""The forms in which a moderator edits a recap, and what comes back from them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord import SelectOption, TextStyle
from discord.ui import Label, Modal, Select, TextInput

from bot.discord_app.views.forms import typed_texts
from bot.services.recaps.recap_form import GROUPINGS, LONGEST, NO, YES, RecapForm, RecapFormKind

_ID = re.compile(r"edit-recap:(?P<event>\d{1,9}):(?P<kind>words|looks|talks|line):(?P<talk>\d{1,9}):(?P<seen>\w{1,64})")

_BOXES = {
    "headline": ("Headline", "Above all of it"),
    "introduction": ("Introduction", "A few words on what mattered"),
    "themes": ("Themes", "One a line: Title: text"),
    "highlights": ("Highlights", "One a line"),
    "what_next": ("What comes next", "One a line"),
    "closing": ("Closing line", "Below all of it"),
    "talks": ("Talks, first to last", "Number and title, one a line. Move lines; take one out to leave the talk out"),
    "left_out": ("Left out", "Move a line from here to the box above to put the talk in"),
    "summary": ("One or two sentences", "What it is about. Empty: the first sentences of its abstract"),
}
_CHOICES = {
    "grouping": ("Groups of talks", [(str(grouping), text) for grouping, text in GROUPINGS.items()]),
    "picture": ("Picture", [(YES, "With a banner"), (NO, "Without")]),
    "others": ("All talks that have no room above", [(YES, "Are in as well"), (NO, "Are left out")]),
}
_SHORT = frozenset({"headline"})
_TITLES = {
    RecapFormKind.WORDS: "Edit the recap's words",
    RecapFormKind.LOOKS: "Edit closing, groups and picture",
    RecapFormKind.TALKS: "Choose and order the talks",
    RecapFormKind.LINE: "Edit what is said of a talk",
}


@dataclass(frozen=True, slots=True)
class SubmittedRecap:
    form: RecapForm
    seen: str


def recap_modal(form: RecapForm, seen: str) -> Modal:
    custom_id = f"edit-recap:{form.event_id}:{form.kind}:{form.talk_id}:{seen}"
    modal = Modal(title=_TITLES[form.kind], custom_id=custom_id)
    for name, text in form.texts.items():
        modal.add_item(_choice(name, text) if name in _CHOICES else _box(name, text))
    # A form that has ended is not kept in memory, where one that nobody sends would stay for ever.
    modal.stop()
    return modal


def submitted_recap(interaction: discord.Interaction[Any]) -> SubmittedRecap | None:
    """None where the interaction is something else."""
    data: Mapping[str, Any] = interaction.data or {}
    match = _ID.fullmatch(str(data.get("custom_id")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    texts = {name: text for name, text in (*typed_texts(data), *_chosen(data)) if name in _BOXES or name in _CHOICES}
    kind, talk_id = RecapFormKind(match["kind"]), int(match["talk"])
    return SubmittedRecap(
        RecapForm(event_id=int(match["event"]), kind=kind, texts=texts, talk_id=talk_id), match["seen"]
    )


def _box(name: str, text: str) -> Label[Any]:
    label, description = _BOXES[name]
    style = TextStyle.short if name in _SHORT else TextStyle.paragraph
    box: TextInput[Any] = TextInput(
        custom_id=name, style=style, default=text[:LONGEST] or None, required=name in _SHORT, max_length=LONGEST
    )
    return Label(text=label, description=description, component=box)


def _choice(name: str, chosen: str) -> Label[Any]:
    label, choices = _CHOICES[name]
    options = [SelectOption(label=text, value=value, default=value == chosen) for value, text in choices]
    return Label(text=label, component=Select(custom_id=name, options=options))


def _chosen(data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What was chosen in menus, of those choices alone that the form has."""
    for component in data.get("components", ()):
        inner = component.get("component") or {}
        name, values = str(inner.get("custom_id")), inner.get("values") or ()
        known = {value for value, _ in _CHOICES[name][1]} if name in _CHOICES else set()
        yield from ((name, value) for value in values[:1] if value in known)
