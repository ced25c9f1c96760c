import json
from pathlib import Path

import pytest

from tests.cli.conftest import Talkbot

SEED = "KubeCon + CloudNativeCon North America 2022"
OTHER = '{"event": {"name": "Other Conf", "slug": "../../other"}, "talks": [{"key": "o", "title": "Owls"}]}'


@pytest.fixture
def two_events(talkbot: Talkbot, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(OTHER)
    assert talkbot("import", "other.json", "--yes").returncode == 0


def test_only_event_needs_no_name(talkbot: Talkbot) -> None:
    ended = talkbot("export")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert f"  name: {SEED}" in ended.stdout.decode().splitlines()


def test_several_events_are_named_to_choose_from(talkbot: Talkbot, two_events: None) -> None:
    ended = talkbot("export")
    assert (ended.returncode, ended.stdout) == (2, b"")
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith(f"There are 2 events: {SEED}, Other Conf. Choose one with --event")


def test_event_is_meant_by_less_than_its_name(talkbot: Talkbot, two_events: None) -> None:
    ended = talkbot("export", "--event", "other", "--format", "json")
    assert json.loads(ended.stdout)["talks"] == [{"key": "o", "title": "Owls"}]


def test_unknown_event_is_one_clear_line(talkbot: Talkbot) -> None:
    ended = talkbot("export", "--event", "xqzzy vrrgl")
    assert (ended.returncode, ended.stdout) == (2, b"")
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith("No event is called “xqzzy vrrgl”.")


def test_folder_gets_a_file_of_each_event_and_nothing_beside_it(
    talkbot: Talkbot, two_events: None, tmp_path: Path
) -> None:
    assert talkbot("export", "--output", "backup/new/", "--format", "csv").returncode == 0
    assert {file.name for file in (tmp_path / "backup").rglob("*.csv")} == {"kubecon-na-2022.csv", "other.csv"}


@pytest.mark.parametrize("export_format", ["yaml", "json", "csv", "ics"])
def test_export_is_read_back_and_changes_nothing(talkbot: Talkbot, tmp_path: Path, export_format: str) -> None:
    file = f"seed.{export_format}"
    assert talkbot("export", "--format", export_format, "--output", file).returncode == 0
    before = talkbot("export").stdout
    ended = talkbot("import", file, "--yes", "--json")
    (record,) = [json.loads(line) for line in ended.stdout.splitlines()]
    assert (record["new"], record["changed"], record["gone"], record["refused"]) == (0, 0, 0, [])
    assert talkbot("export").stdout == before


@pytest.mark.parametrize("export_format", ["yaml", "json"])
def test_export_makes_the_same_catalog_anew(talkbot: Talkbot, tmp_path: Path, export_format: str) -> None:
    content = talkbot("export", "--format", export_format).stdout
    (tmp_path / "seed").write_bytes(content)
    assert talkbot("import", "seed", "--guild", "7", "--yes").returncode == 0
    assert talkbot("export", "--guild", "7", "--format", export_format).stdout == content


def test_file_that_cannot_be_written_is_one_clear_line(talkbot: Talkbot) -> None:
    ended = talkbot("export", "--output", "/proc/nowhere/seed.yaml")
    assert ended.returncode == 2
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith("/proc/nowhere/seed.yaml cannot be written")


def test_server_without_events_has_nothing_to_export(talkbot: Talkbot) -> None:
    ended = talkbot("export", "--guild", "7")
    assert (ended.returncode, ended.stderr.decode()) == (2, "There is no event to export.\n")
