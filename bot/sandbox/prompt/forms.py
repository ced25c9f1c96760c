"""Filling in a form field by field."""

from rich.console import Console
from rich.text import Text

from bot.sandbox.people.modals import Field, Modal
from bot.sandbox.prompt.sources import Source
from bot.sandbox.screen.markdown import QUIET
from bot.sandbox.screen.reading import safe
from bot.sandbox.screen.screen import modal_view

CANCEL = "cancel"


async def fill_in(modal: Modal, source: Source, console: Console) -> dict[str, str | list[str]] | None:
    """The answers by custom_id, or None where the form was closed."""
    console.print(modal_view(modal))
    console.print(Text(f"An empty line keeps what stands there, {CANCEL!r} closes the form.", QUIET))
    answers: dict[str, str | list[str]] = {}
    for field in modal.fields:
        line = await source.ask(f"{safe(field.label)}: ", field.value)
        if line is None or line.strip() == CANCEL:
            return None
        if line.strip():
            answers[field.custom_id] = line if field.is_text else _entries(field, line)
    return answers


def _entries(field: Field, line: str) -> list[str]:
    """Numbers of a menu's entries, or what they are called."""
    options = field.definition.get("options") or []
    words = [word.strip() for word in line.split(",")]
    return [
        options[int(word) - 1]["value"] if word.isdigit() and 1 <= int(word) <= len(options) else word for word in words
    ]
