from collections.abc import Iterable
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_MARKS = {True: Text("✓", "green"), False: Text("✗", "red"), None: Text("")}
_console = Console(highlight=False)


@dataclass(frozen=True, slots=True)
class Line:
    """`note` is the aim or a comparison; `met` says whether the aim was reached, None where there is none."""

    name: str
    measured: str
    note: str = ""
    met: bool | None = None


def report(title: str, lines: Iterable[Line]) -> None:
    table = Table("", "measured", "", "aim, or ratio", title=title, title_justify="left", box=box.SIMPLE_HEAD)
    table.columns[0].min_width, table.columns[1].min_width = 21, 27
    for line in lines:
        table.add_row(line.name, line.measured, _MARKS[line.met], Text(line.note, "dim"))
    _console.print(table)
