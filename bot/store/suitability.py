"""Whether a database of PostgreSQL can take the bot's tables and what is written into them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text

from bot.store.database import Database
from bot.store.tables import CatalogRevisionRow

# Names as they have to be written in a statement. Who may not even look into a schema is told of none.
_FACTS = """
SELECT getdatabaseencoding() AS encoding,
       coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_make_tables,
       coalesce(quote_ident(current_schema()), 'public') AS schema,
       quote_ident(current_database()) AS name,
       quote_ident(current_user) AS role,
       (SELECT min(schemaname) FROM pg_tables WHERE tablename = :of_a_bot AND schemaname <> current_schema()) AS taken
"""
# Locks and notices belong to the whole database, so two bots in it would take each other's duties.
_OF_A_BOT = {"of_a_bot": CatalogRevisionRow.__tablename__}


@dataclass(frozen=True, slots=True)
class Obstacle:
    says: str
    advice: str


async def unsuitable(database: Database) -> Obstacle | None:
    """Whatever its tables are, the bot cannot work there."""
    facts = await _facts(database)
    if facts is None:
        return None
    advice = f"Make another one: CREATE DATABASE … OWNER {facts.role} ENCODING 'UTF8' TEMPLATE template0."
    if facts.encoding != "UTF8":
        says = f"The database {facts.name} keeps text as {facts.encoding}, which lacks letters that people write."
        return Obstacle(says, advice)
    if facts.taken is not None:
        says = f"The database {facts.name} is another bot's: its tables are in the schema {facts.taken}."
        return Obstacle(says, advice)
    return None


async def no_right_to_make_tables(database: Database) -> Obstacle | None:
    facts = await _facts(database)
    if facts is None or facts.may_make_tables:
        return None
    return Obstacle(
        f"The role {facts.role} may not make tables in the schema {facts.schema} of the database {facts.name}.",
        f"As an administrator: ALTER DATABASE {facts.name} OWNER TO {facts.role}; "
        f"or GRANT USAGE, CREATE ON SCHEMA {facts.schema} TO {facts.role}.",
    )


async def _facts(database: Database) -> Row[Any] | None:
    """None of SQLite, where nothing of this is asked."""
    if database.engine.dialect.name == "sqlite":
        return None
    async with database.looking() as connection:
        return (await connection.execute(text(_FACTS), _OF_A_BOT)).one()
