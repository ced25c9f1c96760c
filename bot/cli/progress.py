from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli.console import aside
from bot.services.changes.import_source import Progress as OnProgress


@contextmanager
def progress_bar(name: str) -> Iterator[OnProgress]:
    """A bar without an end, for a source does not say beforehand how much is in it. Only a terminal shows it."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=aside, transient=True, disable=not aside.is_terminal) as bar:
        task = bar.add_task(name, total=None)

        def show(events: int, talks: int) -> None:
            bar.update(task, description=f"{name}: {events} events, {talks} talks")

        yield show
