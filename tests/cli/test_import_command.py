"""`talkbot import` as it is run: what it prints, what it writes, how it ends."""

import asyncio
import json
import os
import pty
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.cli.conftest import Talkbot
from tests.fetching.servers import serving

KEYS = ["source", "format", "event", "talks", "new", "changed", "unchanged", "cancelled", "gone", "refused"]
GARDEN_DAYS = """
event: {name: Garden Days, time_zone: Europe/Berlin}
talks:
  - {key: g, title: Gardening for everybody, date: 2026-05-10, start: "10:00"}
  - {key: p, title: Pottery, cancelled: true}
"""
WITH_BAD_RECORDS = GARDEN_DAYS + "  - {key: bad, title: Carpentry, date: tomorrow}\n  - {title: No key}\n"
MOVED = GARDEN_DAYS.replace("10:00", "11:30")


@pytest.fixture
def schedule(tmp_path: Path) -> Path:
    file = tmp_path / "garden.yaml"
    file.write_text(GARDEN_DAYS)
    return file


def records(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode().splitlines()]


def counts(record: dict[str, Any]) -> dict[str, int]:
    return {key: record[key] for key in KEYS[3:9] if record[key]}


def lines(output: bytes) -> list[str]:
    return output.decode().splitlines()


def test_yes_writes_and_json_says_what(talkbot: Talkbot, schedule: Path) -> None:
    ended = talkbot("import", "garden.yaml", "--yes", "--json")
    assert (ended.returncode, ended.stderr) == (0, b"")
    (record,) = records(ended.stdout)
    assert list(record) == KEYS
    assert record == {
        "source": "garden.yaml",
        "format": "talkbot",
        "event": "Garden Days",
        "talks": 2,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "cancelled": 1,
        "gone": 0,
        "refused": [],
    }
    found = talkbot("search", "gardening", "--json", "--limit", "1")
    assert json.loads(found.stdout)["results"][0]["title"] == "Gardening for everybody"


def test_same_file_again_changes_nothing_and_needs_no_yes(talkbot: Talkbot, schedule: Path) -> None:
    talkbot("import", "garden.yaml", "--yes")
    for arguments in ((), ("--yes",), ("--dry-run",)):
        ended = talkbot("import", "garden.yaml", "--json", *arguments)
        assert ended.returncode == 0
        assert [counts(record) for record in records(ended.stdout)] == [{"talks": 2, "unchanged": 2}]


def test_changed_fields_are_shown_before_and_after(talkbot: Talkbot, schedule: Path) -> None:
    talkbot("import", "garden.yaml", "--yes")
    schedule.write_text(MOVED)
    ended = talkbot("import", "garden.yaml", "--yes")
    assert lines(ended.stdout) == [
        "Garden Days · talkbot · 1 changed, 1 moved, 1 unchanged",
        "  Changed",
        "    Gardening for everybody (moved)",
        "      start: Sun 2026-05-10 10:00 CEST → Sun 2026-05-10 11:30 CEST",
    ]


def test_dry_run_writes_nothing(talkbot: Talkbot, schedule: Path) -> None:
    ended = talkbot("import", "garden.yaml", "--dry-run", "--yes", "--json")
    assert ended.returncode == 0
    assert [counts(record) for record in records(ended.stdout)] == [{"new": 2, "cancelled": 1}]
    assert talkbot("search", "gardening", "--event", "Garden Days").returncode == 2


def test_nothing_is_written_where_nobody_can_be_asked(talkbot: Talkbot, schedule: Path) -> None:
    ended = talkbot("import", "garden.yaml")
    assert ended.returncode == 2
    assert lines(ended.stdout) == ["Garden Days (new event) · talkbot · 2 new, 1 cancelled"]
    assert lines(ended.stderr) == [
        "garden.yaml: nothing was written. --yes applies it without asking, --dry-run only looks."
    ]
    assert talkbot("search", "gardening", "--event", "Garden Days").returncode == 2


def test_good_records_are_kept_and_each_bad_one_is_told(talkbot: Talkbot, schedule: Path) -> None:
    schedule.write_text(WITH_BAD_RECORDS)
    ended = talkbot("import", "garden.yaml", "--yes", "--json")
    assert ended.returncode == 0
    (record,) = records(ended.stdout)
    assert (record["talks"], record["refused"]) == (
        2,
        [
            {"record": "talk 3 (bad)", "reason": "date: 'tomorrow' is no date; write it like 2026-10-25"},
            {"record": "talk 4 (No key)", "reason": "key: is missing"},
        ],
    )
    assert "    talk 4 (No key): key: is missing" in lines(talkbot("import", "garden.yaml", "--dry-run").stdout)


UNREADABLE = {
    "empty": (b"", "the file is empty"),
    "prose": (b"Dear reader,", "no known format"),
    "archive": (b"PK\x03\x04rest", "a ZIP archive"),
    "binary": (b"\xff\xfe\xfd", "no UTF-8 text"),
    "broken": (b'{"event": ', "broken JSON"),
    "entities": (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "entities"),
    "deep": (b"[" * 100_000, "nested too deeply"),
    "nameless": (b"title,speakers\nGardening,Ada\n", "give the event's name (--event NAME)"),
    "zoneless": (b"title,event,start\nGardening,Garden Days,2026-05-10 10:00\n", "(--timezone ZONE)"),
}


def test_refusal_is_one_clear_line_and_no_traceback(talkbot: Talkbot, tmp_path: Path) -> None:
    for name, (content, _) in UNREADABLE.items():
        (tmp_path / name).write_bytes(content)
    ended = talkbot("import", *UNREADABLE, "--yes", "--json")
    assert (ended.returncode, ended.stdout) == (2, b"")
    told = [line.partition(": ") for line in lines(ended.stderr)]
    assert [name for name, _, _ in told] == list(UNREADABLE)
    assert {name: said for name, _, said in told if UNREADABLE[name][1] not in said} == {}


def test_source_that_fails_does_not_stop_the_others(talkbot: Talkbot, schedule: Path, tmp_path: Path) -> None:
    (tmp_path / "prose.txt").write_text("Dear reader")
    (tmp_path / "other.json").write_text('{"event": {"name": "Other Conf"}, "talks": [{"key": "o", "title": "Owls"}]}')
    ended = talkbot("import", "nowhere.yaml", "prose.txt", "garden.yaml", "other.json", "--yes", "--json")
    assert ended.returncode == 2
    assert [record["source"] for record in records(ended.stdout)] == ["garden.yaml", "other.json"]
    assert [line.partition(":")[0] for line in lines(ended.stderr)] == ["nowhere.yaml", "prose.txt"]
    assert lines(ended.stderr)[0] == "nowhere.yaml: it cannot be read: No such file or directory"


def test_file_whose_name_is_no_text(talkbot: Talkbot, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.yaml"
    Path(os.fsdecode(name)).write_text(GARDEN_DAYS)
    ended = talkbot("import", name, "--yes", "--json")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert records(ended.stdout)[0]["source"].endswith("/caf\ufffd.yaml")


def test_folder_of_exports_is_read_file_by_file(talkbot: Talkbot, tmp_path: Path) -> None:
    (tmp_path / "backup" / ".git").mkdir(parents=True)
    (tmp_path / "backup" / ".git" / "config").write_text("[core]")
    (tmp_path / "backup" / "garden.yaml").write_text(GARDEN_DAYS)
    (tmp_path / "backup" / "other.yaml").write_text(GARDEN_DAYS.replace("Garden Days", "Other Days"))
    ended = talkbot("import", "backup", "--yes", "--json")
    assert ended.returncode == 0
    assert [(record["source"], record["event"]) for record in records(ended.stdout)] == [
        ("backup/garden.yaml", "Garden Days"),
        ("backup/other.yaml", "Other Days"),
    ]


def test_pyvideo_folder_makes_an_event_of_each_of_its_folders(talkbot: Talkbot, data_folder: Path) -> None:
    folder = str(data_folder / "schedules" / "lists" / "pyvideo")
    ended = talkbot("import", folder, "--yes", "--json")
    assert ended.returncode == 0
    found = records(ended.stdout)
    assert {record["source"] for record in found} == {folder}
    assert sorted((record["event"], record["talks"]) for record in found) == [
        ("EuroPython 2023", 141),
        ("PyCon JP 2019", 52),
        ("PyCon US 2012", 161),
    ]


def test_folder_of_split_files_is_one_source(talkbot: Talkbot, data_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "europython"
    folder.mkdir()
    for part in ("sessions", "speakers"):
        sample = data_folder / "schedules" / "europython" / f"example-{part}.json"
        (folder / f"{part}.json").write_bytes(sample.read_bytes())
    ended = talkbot("import", "europython", "--event", "EuroPython 2024", "--yes", "--json")
    (record,) = records(ended.stdout)
    assert (ended.returncode, record["format"], record["talks"]) == (0, "europython", 2)


def test_five_exports_of_one_event_are_the_same_talks(talkbot: Talkbot, data_folder: Path) -> None:
    folder = data_folder / "schedules" / "one_event_every_export"
    files = [str(folder / f"democon.{name}") for name in ("schedule.json", "schedule.xml", "schedule.xcal")]
    files += [str(folder / f"democon.{name}") for name in ("schedule.ics", "widget-v2.json")]
    ended = talkbot("import", *files, "--event", "DemoCon", "--timezone", "Europe/Berlin", "--yes", "--json")
    assert ended.returncode == 0
    found = records(ended.stdout)
    assert [record["new"] for record in found] == [35, 0, 0, 1, 0]
    assert [record["gone"] for record in found] == [0, 0, 0, 0, 0]


def test_server_gets_events_of_its_own(talkbot: Talkbot, schedule: Path) -> None:
    assert talkbot("import", "garden.yaml", "--guild", "7", "--yes").returncode == 0
    assert talkbot("search", "gardening", "--event", "Garden Days").returncode == 2
    assert b"Gardening for everybody" in talkbot("export", "--guild", "7").stdout


def test_wrong_format_and_zone_are_refused(talkbot: Talkbot, schedule: Path) -> None:
    for option, value, said in (
        ("--format", "nonsense", "there is no format 'nonsense'"),
        ("--format", "ical", "not iCalendar"),
        ("--timezone", "Mars/Olympus", "Mars/Olympus"),
    ):
        ended = talkbot("import", "garden.yaml", option, value, "--yes")
        assert ended.returncode == 2
        (line,) = lines(ended.stderr)
        assert said in line


@pytest.fixture
async def link() -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=GARDEN_DAYS) if request.path == "/garden.yaml" else web.Response(status=404)

    async with serving(answer) as port:
        yield f"http://127.0.0.1:{port}"


async def in_the_background(talkbot: Talkbot, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[bytes]":
    """The server answers from this process's loop, which therefore must not stand still."""
    return await asyncio.to_thread(talkbot, *arguments, **settings)


async def test_link_is_imported_where_its_network_is_allowed(talkbot: Talkbot, link: str) -> None:
    url = f"{link}/garden.yaml"
    refused = await in_the_background(talkbot, "import", url, "--yes")
    assert (refused.returncode, len(lines(refused.stderr))) == (2, 1)
    allowed = {"FETCH_ALLOWED_NETWORKS": "127.0.0.0/8"}
    ended = await in_the_background(talkbot, "import", url, "--yes", "--json", **allowed)
    (record,) = records(ended.stdout)
    assert (ended.returncode, record["source"], record["talks"]) == (0, url, 2)
    missing = await in_the_background(talkbot, "import", f"{link}/other", "--yes", **allowed)
    assert missing.returncode == 2
    assert "there is nothing at this link" in lines(missing.stderr)[0]


def at_a_terminal(environment: Mapping[str, str], folder: Path, typed: bytes, *arguments: str) -> tuple[int, str]:
    """Its exit status, and all that the terminal was shown."""
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "bot", "import", *arguments]
    with subprocess.Popen(
        command, env={**environment, "TERM": "xterm"}, cwd=folder, stdin=terminal, stdout=terminal, stderr=terminal
    ) as process:
        os.close(terminal)
        os.write(master, typed)
        shown = b""
        while True:
            try:
                part = os.read(master, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(master)
    return process.returncode, shown.decode(errors="replace")


@pytest.mark.parametrize(("typed", "status", "said"), [(b"y\n", 0, "Applied."), (b"\n", 2, "nothing was written")])
def test_operator_is_asked_at_a_terminal(
    environment: Mapping[str, str], schedule: Path, talkbot: Talkbot, typed: bytes, status: int, said: str
) -> None:
    ended, shown = at_a_terminal(environment, schedule.parent, typed, "garden.yaml")
    assert ended == status
    assert "Apply this? [y/N]" in shown
    assert said in shown
    assert "0:00:0" in shown  # the bar tells the time that passed
    assert (talkbot("search", "gardening", "--event", "Garden Days").returncode == 0) is (status == 0)
