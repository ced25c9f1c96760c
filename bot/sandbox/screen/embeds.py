"""An embed: author, title, text, fields side by side, picture, footer."""

from itertools import groupby

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.sandbox.screen.bar import Bar
from bot.sandbox.screen.markdown import LINK, QUIET, Markdown
from bot.sandbox.screen.reading import Reading, safe
from bot.sandbox.world.snowflakes import Json

BOLD = Style(bold=True)
SIDE_BY_SIDE = 3


def embed_view(embed: Json, markdown: Markdown, reading: Reading) -> RenderableType:
    parts: list[RenderableType] = []
    if embed.get("author"):
        parts.append(_linked(embed["author"]["name"], embed["author"].get("url"), markdown, BOLD))
    if embed.get("title"):
        parts.append(_linked(embed["title"], embed.get("url"), markdown, BOLD))
    if embed.get("description"):
        parts.append(markdown.text(embed["description"]))
    parts += _fields(embed.get("fields") or [], markdown, after_text=bool(parts))
    parts += [_picture(embed[kind], kind) for kind in ("thumbnail", "image") if embed.get(kind)]
    footer = _footer(embed, reading)
    if footer:
        parts += [Text(), footer] if parts else [footer]
    return Bar(Group(*parts), embed.get("color"))


def _linked(text: str, url: str | None, markdown: Markdown, style: Style) -> Text:
    shown = markdown.line(text, style)
    return markdown.link(shown, url) if url else shown


def _fields(fields: list[Json], markdown: Markdown, *, after_text: bool) -> list[RenderableType]:
    shown: list[RenderableType] = []
    for inline, group in groupby(fields, key=lambda field: bool(field.get("inline"))):
        entries = list(group)
        width = SIDE_BY_SIDE if inline else 1
        for start in range(0, len(entries), width):
            if shown or after_text:
                shown.append(Text())
            shown.append(_row(entries[start : start + width], markdown, columns=width))
    return shown


def _row(fields: list[Json], markdown: Markdown, *, columns: int) -> RenderableType:
    cells = [Text("\n").join([markdown.line(field["name"], BOLD), markdown.text(field["value"])]) for field in fields]
    if len(cells) == 1:
        return cells[0]
    table = Table.grid(padding=(0, 2), expand=True)
    for _ in range(min(columns, len(cells))):
        table.add_column(ratio=1, overflow="fold")
    table.add_row(*cells)
    return table


def _picture(picture: Json, kind: str) -> Text:
    url = safe(picture["url"])
    name = url.rsplit("/", 1)[-1] or url
    return Text("🖼 " + (name if kind == "image" else f"{name} (small)"), LINK + Style(link=url))


def _footer(embed: Json, reading: Reading) -> Text | None:
    parts = []
    if embed.get("footer"):
        parts.append(safe(embed["footer"]["text"]))
    if embed.get("timestamp"):
        parts.append(reading.iso(embed["timestamp"]))
    return Text(" • ".join(parts), QUIET) if parts else None
