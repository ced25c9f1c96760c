import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.settings import Settings, read_settings

PROJECT = Path(__file__).parents[2]


def names() -> set[str]:
    return {name.upper() for name in Settings.model_fields}


def example_lines() -> list[str]:
    return (PROJECT / ".env.example").read_text().splitlines()


def assignments(lines: Iterable[str]) -> list[tuple[str, str]]:
    pairs = (re.fullmatch(r"([A-Z_]+)=(.*)", line) for line in lines)
    return [(pair[1], pair[2]) for pair in pairs if pair]


def test_example_holds_every_setting_once() -> None:
    assert sorted(name for name, _ in assignments(example_lines())) == sorted(names())


def test_commented_lines_of_the_example_name_settings_too() -> None:
    commented = assignments(line.removeprefix("# ") for line in example_lines() if line.startswith("#"))
    assert {name for name, _ in commented} <= names()


def test_example_as_it_stands_changes_no_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in assignments(example_lines()):
        monkeypatch.setenv(name, value)
    assert read_settings() == Settings.model_construct()


def test_every_assignment_of_the_example_is_explained() -> None:
    paragraphs = [paragraph.splitlines() for paragraph in "\n".join(example_lines()).split("\n\n")]
    assert [lines for lines in paragraphs if assignments(lines) and not lines[0].startswith("# ")] == []


def test_readme_names_every_setting() -> None:
    _, _, settings = (PROJECT / "README.md").read_text().partition("\n## Settings\n")
    first_cells = [row.split("|")[1] for row in settings.partition("\n## ")[0].splitlines() if row.startswith("| `")]
    assert sorted(re.findall(r"`([A-Z_]+)`", " ".join(first_cells))) == sorted(names())
