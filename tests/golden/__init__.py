"""What was looked at and found good: a test compares with it, and TALKBOT_GOLDEN=write writes it anew."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent


def assert_golden(name: str, text: str) -> None:
    file = FOLDER / name
    if os.environ.get("TALKBOT_GOLDEN") == "write":
        file.write_text(text)
    assert text == file.read_text()
