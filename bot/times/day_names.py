"""English names of weekdays and months, whole or begun, in lower case."""

from calendar import day_name, month_name

_WEEKDAY_NAMES = tuple(name.casefold() for name in day_name)
_MONTH_NAMES = tuple(name.casefold() for name in month_name)
WEEKDAYS = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|s)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)


def weekday_named(word: str) -> int:
    """0 is Monday; `word` is one of WEEKDAYS."""
    return next(number for number, name in enumerate(_WEEKDAY_NAMES) if name.startswith(word[:3]))


def month_named(word: str) -> int:
    """`word` is one of MONTHS."""
    return next(number for number, name in enumerate(_MONTH_NAMES) if name and name.startswith(word[:3]))
