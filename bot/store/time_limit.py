import time
from typing import Any

from sqlalchemy import Connection, event

from bot.store.database import Database
from bot.store.sqlite_files import STEPS_BETWEEN_LOOKS

# PostgreSQL itself stops what takes too long; where the network is silent, nobody hears of it.
_SECONDS_ON_THE_WAY = 2.0


def limit_statements(database: Database, seconds: float) -> None:
    """No statement may take longer, but for those of a migration. To be said before anything is opened."""
    engine = database.engine.sync_engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _watch)
        event.listen(engine, "before_cursor_execute", _count_from_now(seconds))
    else:
        event.listen(engine, "connect", _set_timeout(seconds))
        event.listen(engine, "do_connect", _set_longest_wait(seconds + _SECONDS_ON_THE_WAY))


def _watch(connection: Any, record: Any) -> None:
    """The driver asks again and again whether to go on."""
    record.info["until"] = None

    def is_too_long() -> bool:
        until = record.info["until"]
        return until is not None and time.monotonic() > until

    connection.run_async(lambda driver: driver.set_progress_handler(is_too_long, STEPS_BETWEEN_LOOKS))


def _count_from_now(seconds: float) -> Any:
    def before(connection: Connection, *_: object) -> None:
        patient = connection.get_execution_options().get("talkbot_patient", False)
        connection.info["until"] = None if patient else time.monotonic() + seconds

    return before


def _set_timeout(seconds: float) -> Any:
    def after_connecting(connection: Any, _record: object) -> None:
        statement = f"SET statement_timeout = {int(seconds * 1000)}"
        connection.run_async(lambda driver: driver.execute(statement))

    return after_connecting


def _set_longest_wait(seconds: float) -> Any:
    def before_connecting(_dialect: object, _record: object, _arguments: object, options: dict[str, Any]) -> None:
        options["command_timeout"] = min(seconds, options.get("command_timeout", seconds))

    return before_connecting
