"""The tables of questions: what conversations are about, and what was asked in vain. Neither says who asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.rows import Row


class ConversationRow(Row):
    """An answer of the bot's, by the id of its message, and the plan that it was given for.

    `asked_id` is the message that it answers, None where it answers a command. `channel_id` is kept of direct messages
    alone, where the next question goes on without a reply. `plan` is None where there is nothing to go on from.
    """

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_channel_id_message_id", "channel_id", "message_id"),)

    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    asked_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    channel_id: Mapped[int | None] = mapped_column(BigInteger)
    plan: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    answered_at: Mapped[datetime] = mapped_column(index=True)


class MissedQuestionRow(Row):
    """A question that found nothing, as often as it was asked in a server."""

    __tablename__ = "missed_questions"

    owner_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]
    first_asked_at: Mapped[datetime]
    last_asked_at: Mapped[datetime]
