import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

# What one sitting can read; most modules keep to half of it.
LONGEST_MODULE = 250

SOMEBODYS_FOLDER = re.compile(r"/(?:home|root|Users|work|mnt)/\w|\b[A-Z]:\\\\?Users\b")
EXCEPTION = re.compile(r"#\s*noqa\b(?P<rest>.*)")
WITH_REASON = re.compile(r": [A-Z]+\d+(?:, ?[A-Z]+\d+)*\s+\W*\w.*")


def tracked_files() -> list[Path]:
    if shutil.which("git") is None or not (PROJECT / ".git").exists():
        pytest.skip("no git repository to ask which files belong to the project")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True, text=True).stdout
    return [PROJECT / name for name in names.split("\0") if name and (PROJECT / name).is_file()]


def modules(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((PROJECT / folder).rglob("*.py"))]


def numbered_lines(files: list[Path]) -> list[tuple[str, str]]:
    return [
        (f"{file.relative_to(PROJECT)}:{number}", line)
        for file in files
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1)
    ]


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert [place for place, line in numbered_lines(tracked_files()) if SOMEBODYS_FOLDER.search(line)] == []


def test_modules_are_short() -> None:
    lengths = {str(file.relative_to(PROJECT)): len(file.read_text().splitlines()) for file in modules("bot")}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_every_lint_exception_carries_its_reason() -> None:
    exceptions = [(place, EXCEPTION.search(line)) for place, line in numbered_lines(modules("bot", "tests"))]
    assert [place for place, found in exceptions if found and not WITH_REASON.fullmatch(found["rest"])] == []


def test_nothing_is_left_to_be_done() -> None:
    unfinished = re.compile(r"#\s*(?:TODO|FIXME|XXX)\b")
    assert [place for place, line in numbered_lines(modules("bot", "tests")) if unfinished.search(line)] == []
