"""What conversations are about, and questions that found nothing."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass
