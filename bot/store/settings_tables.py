"""The tables of what servers set."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.rows import Row


class ServerSettingsRow(Row):
    """None is what was never set, or was set back."""

    __tablename__ = "server_settings"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    time_zone: Mapped[str | None]
    log_channel_id: Mapped[int | None] = mapped_column(BigInteger)
