"""The form in which a moderator edits a talk, and what comes back from it.

discord.py forgets an open form when the process ends, so nothing waits for it: its id says what it is about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import discord
from discord import TextStyle
from discord.ui import Label, Modal, TextDisplay, TextInput

from bot.discord_app.embeds.limits import INPUT
from bot.discord_app.views.forms import typed_texts
from bot.services.changes.talk_form import TalkForm

_ID = re.compile(r"edit-talk:(?P<talk_id>\d{1,18}):(?P<seen>\w+)")


@dataclass(frozen=True, slots=True)
class _Part:
    label: str
    description: str
    style: TextStyle = TextStyle.paragraph
    required: bool = False


_PARTS = {
    "title": _Part("Title", "As it is announced", TextStyle.short, required=True),
    "speakers": _Part("Speakers", "One a line: Name, or Name (Affiliation)"),
    "when_and_room": _Part(
        "When and room", "2026-03-24 11:00–11:30 in the event's own time; the room on the next line"
    ),
    "links": _Part("Links", "One a line, such as Watch: https://…; Watch is the recording, Schedule the talk's page"),
    "abstract": _Part("Abstract", "What it is about"),
}


@dataclass(frozen=True, slots=True)
class SubmittedTalk:
    talk_id: int
    seen: str
    form: TalkForm


def talk_modal(talk_id: int, form: TalkForm, seen: str) -> Modal:
    modal = Modal(title="Edit a talk", custom_id=f"edit-talk:{talk_id}:{seen}")
    for field in fields(form):
        modal.add_item(_item(field.name, getattr(form, field.name)))
    # A form that has ended is not kept in memory, where one that nobody sends would stay for ever.
    modal.stop()
    return modal


def submitted_talk(interaction: discord.Interaction[Any]) -> SubmittedTalk | None:
    """None where the interaction is something else."""
    data: Mapping[str, Any] = interaction.data or {}
    match = _ID.fullmatch(str(data.get("custom_id")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    typed = {name: text for name, text in typed_texts(data) if name in _PARTS}
    return SubmittedTalk(int(match["talk_id"]), match["seen"], TalkForm(**typed))


def _item(name: str, text: str | None) -> Label[Any] | TextDisplay[Any]:
    """A part that is longer than a form takes is left out rather than cut, and so stays as it is."""
    part = _PARTS[name]
    if text is None or len(text) > INPUT:
        return TextDisplay(f"**{part.label}**: longer than a form of Discord's takes, so it stays as it is.")
    box: TextInput[Any] = TextInput(custom_id=name, style=part.style, default=text or None, required=part.required)
    return Label(text=part.label, description=part.description, component=box)
