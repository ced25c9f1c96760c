"""What can go wrong on purpose. Anything else is a bug: it is logged, and the user gets the id in the log.

BotError
├── UserError       shown to the user as it stands, so it says what to do
│   ├── SettingError    a setting is missing or wrong; names it
│   ├── TooOftenError   asked faster than is answered; says when to try again
│   │   └── LeftUnansweredError   told to nobody, so much is asked at once
│   └── PassingError    nobody's mistake, and may be over soon
│       └── CutOffError     the database went away in the middle; what was only read can be read again
└── SourceError     a file, or one record of it, cannot be read; names the record and the reason
"""


class BotError(Exception):
    pass


class UserError(BotError):
    pass


class SettingError(UserError):
    pass


class TooOftenError(UserError):
    pass


class LeftUnansweredError(TooOftenError):
    """So much is asked at once that to say so would be too much as well."""


class PassingError(UserError):
    pass


class CutOffError(PassingError):
    pass


class SourceError(BotError):
    """`record` names the record inside the source, or is None where the whole source cannot be read."""

    def __init__(self, reason: str, record: str | None = None) -> None:
        super().__init__(reason if record is None else f"{record}: {reason}")
        self.reason = reason
        self.record = record
