import time
from typing import Any

from sqlalchemy import Connection, ExceptionContext, event

from bot.measures import Access, Measures
from bot.store.database import Database


def measure(database: Database, measures: Measures) -> None:
    """Count how long every statement takes, whatever it says."""

    def before(_: Connection, _cursor: object, _sql: str, _values: object, context: Any, _many: object) -> None:
        context.talkbot_began = time.perf_counter()

    def after(connection: Connection, _cursor: object, _sql: str, _values: object, context: Any, _many: object) -> None:
        writes = connection.get_execution_options().get("talkbot_writes", False)
        measures.database(Access.WRITE if writes else Access.READ, time.perf_counter() - context.talkbot_began)

    def failed(_: ExceptionContext) -> None:
        measures.database_failed()

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "handle_error", failed)
