"""What a Discord client would not let a person do."""


class ActionError(Exception):
    """The client offers no such thing: no such button, a greyed one, a channel that cannot be seen."""


class TypingError(ActionError):
    """The typed line cannot be sent: no such command, a missing option, a value that does not fit."""
