"""Earlier versions counted questions outside of servers too, under owner 0; they were written to the bot alone."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM missed_questions WHERE owner_id = 0")
