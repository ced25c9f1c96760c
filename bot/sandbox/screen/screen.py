"""Messages, completions and forms as Rich renderables that look like Discord in a terminal."""

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.text import Text

from bot.sandbox.people.modals import Field, Modal
from bot.sandbox.screen.controls import Controls
from bot.sandbox.screen.embeds import embed_view
from bot.sandbox.screen.markdown import LINK, QUIET, Markdown
from bot.sandbox.screen.reading import Reading, safe
from bot.sandbox.world.messages import MessageFlag
from bot.sandbox.world.snowflakes import Json

AUTHOR = Style(color="#5865f2", bold=True)
BADGE = Style(color="white", bgcolor="#5865f2", bold=True)
PRIVATE = "Only you can see this"
KILOBYTE = 1024


class MessageView:
    """A message as Discord's JSON has it."""

    def __init__(self, message: Json, reading: Reading | None = None) -> None:
        self._message = message
        self._reading = reading or Reading()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        markdown = Markdown(self._reading, show_urls=console.color_system is None)
        if self._message.get("referenced_message"):
            yield _answered_view(self._message["referenced_message"], markdown)
        yield self._head()
        if self._message["flags"] & MessageFlag.LOADING:
            yield Text("● ● ●  is thinking …", QUIET)
        if self._message["content"]:
            yield markdown.text(self._message["content"])
        for embed in self._message["embeds"]:
            yield embed_view(embed, markdown, self._reading)
        for file in self._message["attachments"]:
            yield _file_view(file)
        if self._message["components"]:
            yield Controls(self._message["components"], markdown)
        if self._message["flags"] & MessageFlag.EPHEMERAL:
            yield Text(f"{'*' if options.ascii_only else '👁'} {PRIVATE}", QUIET)

    def _head(self) -> Text:
        author = self._message["author"]
        head = Text(safe(author.get("global_name") or author["username"]), AUTHOR)
        if author.get("bot"):
            head.append(" ").append(" APP ", BADGE)
        head.append(f"  {self._reading.clock(self._message['timestamp'])}", QUIET)
        if self._message.get("edited_timestamp"):
            head.append("  (edited)", QUIET)
        return head


def _answered_view(answered: Json, markdown: Markdown) -> Text:
    """One line of the message that is replied to."""
    author = answered["author"].get("global_name") or answered["author"]["username"]
    text = Text.assemble((f"╭ {safe(author)}: ", QUIET), no_wrap=True, overflow="ellipsis")
    return text.append_text(markdown.line(answered["content"].partition("\n")[0] or "(embed)", QUIET))


def choices_view(choices: list[Json]) -> RenderableType:
    """What autocompletion offers."""
    if not choices:
        return Text("Nothing to choose from", QUIET)
    lines = [Text.assemble((f"{place:>2} ", QUIET), safe(choice["name"])) for place, choice in enumerate(choices, 1)]
    return Group(*lines)


def modal_view(modal: Modal) -> RenderableType:
    fields = [_field_view(field, place) for place, field in enumerate(modal.fields, start=1)]
    return Panel(Group(*fields), title=Text(safe(modal.title), Style(bold=True)), title_align="left", width=72)


def _field_view(field: Field, place: int) -> RenderableType:
    head = Text.assemble((f"{place} ", QUIET), (safe(field.label), Style(bold=True)))
    head.append(" *" if field.required else "", Style(color="red"))
    lines = [head]
    if field.description:
        lines.append(Text(safe(field.description), QUIET))
    placeholder = safe(field.definition.get("placeholder") or "")
    value = Text(safe(field.value)) if field.value else Text(placeholder or "…", QUIET)
    return Group(*lines, Padding(value, (0, 0, 1, 2)))


def _file_view(file: Json) -> Text:
    size = file["size"]
    shown = f"{size} bytes" if size < KILOBYTE else f"{size / KILOBYTE:.0f} KB"
    return Text.assemble("📎 ", (safe(file["filename"]), LINK + Style(link=file["url"])), (f"  {shown}", QUIET))
