import json
import sys
from typing import Any

from rich.console import Console
from rich.text import Text

# Foreign text goes out as Text, never as markup; emoji codes such as :key: stay as they are.
out = Console(highlight=False, emoji=False, markup=False)
aside = Console(stderr=True, highlight=False, emoji=False, markup=False)


def complain(text: str) -> None:
    """One line, however long: a terminal wraps it, and a log keeps it whole."""
    aside.print(Text(text, style="red"), soft_wrap=True)


def say(text: str) -> None:
    """For what accompanies a result, so that a program reading the result never meets it."""
    aside.print(Text(text, style="dim"), soft_wrap=True)


def write_record(record: dict[str, Any]) -> None:
    """One object a line, at once, for whoever reads along."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def can_ask() -> bool:
    return sys.stdin.isatty()


def agreed(question: str) -> bool:
    """Ask on standard error, for what stands on standard output may be read by a program."""
    return aside.input(Text(question)).strip().casefold() in {"y", "yes"}
