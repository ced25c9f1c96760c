"""The coloured bar along the left side of an embed."""

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style

WIDEST = 96
DEFAULT_COLOR = 0x4E5058


class Bar:
    def __init__(self, content: RenderableType, color: int | None) -> None:
        self._content = content
        self._style = Style(color=f"#{DEFAULT_COLOR if color is None else color:06x}")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        inner = options.update(width=max(10, min(options.max_width, WIDEST) - 2), height=None)
        mark = "| " if options.ascii_only else "▌ "
        for line in console.render_lines(self._content, inner, pad=False):
            yield Segment(mark, self._style)
            yield from line
            yield Segment.line()
