"""The form in which a moderator writes an announcement. What it is about is kept under the token in its id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord import TextStyle
from discord.ui import Label, Modal, TextInput

from bot.discord_app.embeds.limits import MESSAGE
from bot.discord_app.views.forms import typed_texts
from bot.services.announcements.announcement_form import AnnouncementForm, Kind

_ID = re.compile(r"write-announcement:(?P<token>\w{1,64})")

_WHEN = {
    Kind.ONCE: ("When", "Such as: tomorrow 9:00, fri 17:30, 2026-12-01 09:00, in 20 minutes"),
    Kind.REPEAT: ("First time", "From here on it repeats. Such as: mon 9:00, tomorrow 17:30, 2026-12-01 09:00"),
    Kind.TALKS: ("Minutes before a talk", "One or several numbers, such as: 30, 5"),
}
_EVERY = "Such as: week, weekdays, 2 weeks on tue, second tuesday, month until 2027-06-30"


@dataclass(frozen=True, slots=True)
class SubmittedAnnouncement:
    """`typed` holds the parts of the form by name; `mention` as it was typed."""

    token: str
    typed: Mapping[str, str]


def announcement_modal(form: AnnouncementForm, token: str, mention_name: str) -> Modal:
    title = "Write an announcement" if form.recap is None else "Schedule a recap"
    modal = Modal(title=title, custom_id=f"write-announcement:{token}")
    label, example = _WHEN[form.kind]
    placeholders = "Markdown, and placeholders such as {talk.title}, {talk.start}, {event.name}, {count}"
    if form.recap is None:
        modal.add_item(_box("text", "Message", placeholders, form.text or "", required=False, long=True))
    modal.add_item(_box("when", label, example, form.when))
    if form.kind is Kind.REPEAT:
        modal.add_item(_box("every", "Every", _EVERY, form.every))
    modal.add_item(_box("mention", "Ping", "everyone, here or a role; empty for nobody", mention_name, required=False))
    modal.add_item(_box("grace", "Grace", "For how many minutes it may still go out after its time", form.grace))
    # A form that has ended is not kept in memory, where one that nobody sends would stay for ever.
    modal.stop()
    return modal


def submitted_announcement(interaction: discord.Interaction[Any]) -> SubmittedAnnouncement | None:
    """None where the interaction is something else."""
    data: Mapping[str, Any] = interaction.data or {}
    match = _ID.fullmatch(str(data.get("custom_id")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    parts = {"text", "when", "every", "mention", "grace"}
    typed = {name: text for name, text in typed_texts(data) if name in parts}
    return SubmittedAnnouncement(match["token"], typed)


def _box(
    name: str, label: str, description: str, text: str, *, required: bool = True, long: bool = False
) -> Label[Any]:
    style, longest = (TextStyle.paragraph, MESSAGE) if long else (TextStyle.short, 200)
    box: TextInput[Any] = TextInput(
        custom_id=name, style=style, default=text[:longest] or None, required=required, max_length=longest
    )
    return Label(text=label, description=description, component=box)
