"""An import as a message: its embeds, the whole report where they do not hold all, and the buttons of the question."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from discord import Colour, File
from discord.ui import View

from bot.discord_app.embeds.imports import import_embeds
from bot.discord_app.views.catalog_buttons import ApplyButton, CancelButton
from bot.domain.import_reports import report_text
from bot.domain.imports import ImportPlan
from bot.services.changes.await_import import talks_lost

_PREVIEW = "This is what would change. Nothing is written yet."
_LOSSES = "Talks would be lost, so it waits for an explicit yes. Nothing is written yet."

# Discord takes 10 MB; no report of a real conference comes near.
_LARGEST_REPORT = 9 * 2**20


def import_question(plans: Sequence[ImportPlan], token: str) -> dict[str, Any]:
    losing = talks_lost(plans)
    view = View(timeout=None)
    view.add_item(ApplyButton(token, losing))
    view.add_item(CancelButton(token))
    return import_message(_LOSSES if losing else _PREVIEW, plans) | {"view": view}


def import_message(content: str, plans: Sequence[ImportPlan], colour: Colour | None = None) -> dict[str, Any]:
    drawn = import_embeds(plans, colour)
    files = [File(BytesIO(_report(plans)), "report.txt")] if drawn.cut else []
    return {"content": content, "embeds": drawn.embeds, "attachments": files, "view": None}


def _report(plans: Sequence[ImportPlan]) -> bytes:
    return report_text(plans).encode("utf-8", "replace")[:_LARGEST_REPORT]
