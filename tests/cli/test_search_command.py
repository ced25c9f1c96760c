import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Talkbot

CNI_TALK = "Stretching CNI Boundaries with Service Meshes, a Roadmap for the Future"
CNI_RESULT = {
    "id": 9,
    "source_key": "cni-boundaries",
    "title": CNI_TALK,
    "event": "KubeCon + CloudNativeCon North America 2022",
    "speakers": ["Alex Leong"],
    "also_given": [],
}


def lines_of(output: bytes) -> list[str]:
    return output.decode().splitlines()


def test_found_talk_comes_first(talkbot: Talkbot) -> None:
    ended = talkbot("search", "cni", COLUMNS="200")
    assert ended.returncode == 0
    assert CNI_TALK in next(line for line in lines_of(ended.stdout) if "Service Mesh" in line)
    assert ended.stderr == b""


def test_nothing_found_is_said_and_told_by_the_exit_status(talkbot: Talkbot) -> None:
    ended = talkbot("search", "xqzzy vrrgl")
    assert ended.returncode == 1
    assert "Nothing in the catalog matches “xqzzy vrrgl”." in ended.stdout.decode()
    assert ended.stderr == b""


def test_json_is_one_object_of_the_documented_shape(talkbot: Talkbot) -> None:
    ended = talkbot("search", "cni", "--json", "--limit", "1")
    (line,) = lines_of(ended.stdout)
    answer = json.loads(line)
    took_ms, score = answer.pop("took_ms"), answer["results"][0].pop("score")
    assert answer == {"query": "cni", "results": [CNI_RESULT], "corrected": None}
    assert took_ms > 0
    assert score > 0


def test_json_of_nothing_found_is_an_object_too(talkbot: Talkbot) -> None:
    ended = talkbot("search", "xqzzy vrrgl", "--json")
    assert ended.returncode == 1
    assert json.loads(ended.stdout)["results"] == []


def test_event_and_limit_narrow(talkbot: Talkbot) -> None:
    ended = talkbot("search", "linkerd", "--event", "kubecon na 2022", "--limit", "3", "--json")
    answer = json.loads(ended.stdout)
    assert len(answer["results"]) == 3
    assert {result["event"] for result in answer["results"]} == {CNI_RESULT["event"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Give a query, or --stdin"),
        (("cni", "--stdin"), "one of the two"),
        (("cni", "--event", "pycon"), "No event is called “pycon”."),
        (("cni", "--limit", "0"), "--limit"),
        (("cni", "--colour"), "--colour"),
        (("cni", "zero", "trust"), "zero"),
    ],
    ids=["no-query", "two-queries", "unknown-event", "wrong-limit", "unknown-option", "unquoted"],
)
def test_wrong_use_is_explained(talkbot: Talkbot, arguments: tuple[str, ...], said: str) -> None:
    ended = talkbot("search", *arguments)
    assert ended.returncode == 2
    assert said in ended.stderr.decode()
    assert b"Traceback" not in ended.stderr
    assert ended.stdout == b""


def test_query_that_is_no_text_is_answered_in_text(talkbot: Talkbot) -> None:
    ended = talkbot("search", b"\xff\xfe", "--json")
    assert ended.returncode == 1
    assert json.loads(ended.stdout.decode())["results"] == []


def test_markup_in_a_query_is_shown_as_typed(talkbot: Talkbot) -> None:
    ended = talkbot("search", "xqzzy[red]vrrgl[/red]:boom:")
    assert "“xqzzy[red]vrrgl[/red]:boom:”" in ended.stdout.decode()


def test_plain_output_into_a_file_has_no_colour_codes(talkbot: Talkbot) -> None:
    assert b"\x1b" not in talkbot("search", "cni", TERM="xterm-256color").stdout


@contextmanager
def conversation(environment: Mapping[str, str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "bot", "search", "--stdin", "--json"]
    with subprocess.Popen(
        command, env=environment, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        yield process


def ask(process: "subprocess.Popen[bytes]", line: bytes) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line + b"\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline().decode())
    return answer


def test_each_line_is_answered_when_it_is_written(environment: Mapping[str, str], tmp_path: Path) -> None:
    with conversation(environment, tmp_path) as process:
        assert ask(process, b"cni")["results"][0]["title"] == CNI_TALK
        assert ask(process, "service mesh “policy”".encode())["query"] == "service mesh “policy”"
        process.communicate()
        assert process.returncode == 0


HOSTILE = {
    "empty": b"",
    "spaces": b"   ",
    "huge": b"x" * 10_000,
    "many words": b"mesh " * 2_000,
    "no UTF-8": b"\xff\xfe caf\xe9",
    "a surrogate": b"\xed\xa0\x80",
    "NUL": b"a\x00b",
    "controls": b"\x1b[31m\x07\x85\xc2\x85",
    "FTS": b'NEAR(a b) OR "',
    "a line separator": "one\u2028two".encode(),
    "carriage return": b"one\rtwo",
}


def test_every_line_has_one_answer_however_hostile(talkbot: Talkbot) -> None:
    ended = talkbot("search", "--stdin", "--json", typed=b"\n".join([*HOSTILE.values(), b"cni"]))
    answers = [json.loads(line) for line in ended.stdout.decode().split("\n")[:-1]]
    assert ended.stderr == b""
    assert len(answers) == len(HOSTILE) + 1
    assert answers[-1]["results"][0]["title"] == CNI_TALK


def test_input_without_a_match_ends_as_nothing_found(talkbot: Talkbot) -> None:
    ended = talkbot("search", "--stdin", "--json", typed=b"xqzzy vrrgl\n")
    assert ended.returncode == 1
    assert len(lines_of(ended.stdout)) == 1
