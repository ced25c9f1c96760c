"""How long the database takes is counted, and so is what it refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.monitoring.prometheus import PrometheusMeasures
from bot.store.database import Database
from bot.store.measuring import measure


async def test_statements_are_counted_by_what_their_transaction_is_for(database: Database) -> None:
    measures = PrometheusMeasures()
    measure(database, measures)
    async with database.transaction() as session:
        await session.execute(text("UPDATE talks SET title = title"))
        await session.execute(text("SELECT 1"))
    async with database.reading() as session:
        await session.execute(text("SELECT 1"))
        with pytest.raises(DBAPIError):
            await session.execute(text("SELECT nothing FROM nowhere"))
    count = "talkbot_database_statement_seconds_count"
    counted = {access: measures.registry.get_sample_value(count, {"access": access}) for access in ("read", "write")}
    # A write begins with a statement of its own on SQLite, as does a look.
    begins = 1 if database.engine.dialect.name == "sqlite" else 0
    assert counted == {"write": 2 + begins, "read": 1 + begins}
    assert measures.registry.get_sample_value("talkbot_database_errors_total") == 1


async def test_errors_hold_nothing_that_was_written(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(DBAPIError) as error:
            await session.execute(text("SELECT nothing FROM nowhere WHERE title = :title"), {"title": "wallaby"})
    assert "wallaby" not in str(error.value)
