from rich.console import Console
from rich.text import Text

# Foreign text goes out as Text, never as markup; emoji codes such as :key: stay as they are.
out = Console(highlight=False, emoji=False, markup=False)
aside = Console(stderr=True, highlight=False, emoji=False, markup=False)


def complain(text: str) -> None:
    aside.print(Text(text, style="red"))


def say(text: str) -> None:
    """For what accompanies a result, so that a program reading the result never meets it."""
    aside.print(Text(text, style="dim"))
