import json
import logging
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import structlog

from bot.cli.logs import _formatter, _Writer
from bot.settings import LogFormat, Settings

TOKEN = "MTIz.secret.token"


def logged(log_format: LogFormat, message: str, *args: object, error: BaseException | None = None) -> str:
    settings = Settings.model_validate({"discord_token": TOKEN, "log_format": log_format})
    trouble = None if error is None else (type(error), error, error.__traceback__)
    record = logging.LogRecord("discord.http", logging.INFO, __file__, 1, message, args, trouble)
    return _formatter(settings).format(record)


def raised() -> ValueError:
    with pytest.raises(ValueError, match=TOKEN) as error:
        int(TOKEN)
    return error.value


@pytest.mark.parametrize("log_format", LogFormat)
def test_token_is_blotted_out_wherever_it_stands(log_format: LogFormat) -> None:
    lines = (
        logged(log_format, f"in the message {TOKEN}"),
        logged(log_format, "among the parts: %s", {"Authorization": f"Bot {TOKEN}"}),
        logged(log_format, "in an error", error=raised()),
    )
    assert [TOKEN in line for line in lines] == [False, False, False]
    assert ["[token]" in line for line in lines] == [True, True, True]


def test_json_is_one_line_even_with_a_traceback() -> None:
    line = logged(LogFormat.JSON, "first\nsecond “ü”", error=raised())
    assert "\n" not in line
    assert json.loads(line)["event"] == "first\nsecond “ü”"
    assert "Traceback" in json.loads(line)["exception"]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (
            "https://discord.com/api/v10/webhooks/1/aW50.x_-/messages",
            "https://discord.com/api/v10/webhooks/1/[token]/messages",
        ),
        ("/interactions/1/aW50/callback?with_response=1", "/interactions/1/[token]/callback?with_response=1"),
        (
            "https://a.example/items?part=snippet&key=AIza-1&max=5",
            "https://a.example/items?part=snippet&key=[token]&max=5",
        ),
        ("https://a.example/all.ics?access_token=s3cret", "https://a.example/all.ics?access_token=[token]"),
        ("https://ana:s3cret@a.example/all.ics", "https://ana:[token]@a.example/all.ics"),
        ("http://127.0.0.1:8080/a?monkey=1", "http://127.0.0.1:8080/a?monkey=[token]"),
        ("https://a.example:8443/schedule.json?lang=en", "https://a.example:8443/schedule.json?lang=en"),
    ],
)
def test_tokens_in_addresses_are_blotted_out(address: str, shown: str) -> None:
    assert json.loads(logged(LogFormat.JSON, "read %s", address))["event"] == f"read {shown}"


def test_row_that_postgresql_refused_is_left_out() -> None:
    with pytest.raises(ValueError, match="duplicate") as error:
        raise ValueError("duplicate key\nDETAIL:  Key (name)=(Zoë) already exists.\n[SQL: INSERT]")
    exception = json.loads(logged(LogFormat.JSON, "a bug", error=error.value))["exception"]
    assert exception.endswith("ValueError: duplicate key\nDETAIL: [left out]\n[SQL: INSERT]")


@pytest.mark.parametrize("log_format", LogFormat)
def test_what_is_being_handled_names_the_line_and_what_was_typed_is_blotted_out(log_format: LogFormat) -> None:
    typed = ('find "Čapek"', "x")
    with structlog.contextvars.bound_contextvars(request_id="17", typed=typed), pytest.raises(LookupError) as error:
        raise LookupError(typed[0])
    with structlog.contextvars.bound_contextvars(request_id="17", typed=typed):
        line = logged(log_format, "a bug with %s", typed[0], error=error.value)
    assert "Čapek" not in line
    assert "a bug with [typed]" in line
    assert "LookupError: [typed]" in line
    assert "17" in line


@pytest.mark.parametrize("method", ["debug", "info", "warning", "error", "critical"])
def test_line_that_cannot_be_written_stops_nobody(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stderr", full)
        getattr(_Writer("bot"), method)("said to nobody")
        with suppress(OSError):
            full.close()
