"""Discord's refusals: a status, a code of its own, and for a wrong body a tree of what is wrong where."""

from typing import NoReturn

from bot.sandbox.world.snowflakes import Json

Path = tuple[str | int, ...]

INVALID_FORM = 50035


class Refusal(Exception):  # noqa: N818 - an answer of Discord, not an error of the sandbox
    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.payload: Json = {"message": message, "code": code} | ({"errors": errors} if errors else {})


def unauthorized() -> Refusal:
    return Refusal(401, 0, "401: Unauthorized")


def unknown(what: str) -> Refusal:
    """404 with the code Discord has for it, e.g. `unknown("Channel")` is 10003."""
    return Refusal(404, _UNKNOWN[what], f"Unknown {what}")


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


_UNKNOWN = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "User": 10013,
    "Webhook": 10015,
    "Interaction": 10062,
    "Application Command": 10063,
    "Application Command Permissions": 10066,
    "Guild Scheduled Event": 10070,
}


class Complaints:
    """Gathers everything wrong with a body before it is refused as a whole."""

    def __init__(self) -> None:
        self._tree: Json = {}

    def add(self, path: Path, code: str, message: str) -> None:
        node = self._tree
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def required(self, path: Path) -> None:
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def length(self, path: Path, text: object, maximum: int, minimum: int = 0) -> None:
        """Complains about what is no text, or too short or too long a one."""
        if not isinstance(text, str):
            self.add(path, "STRING_TYPE_CONVERT", f"Could not interpret {text!r} as string.")
        elif not minimum <= len(text) <= maximum:
            self.size(path, minimum, maximum)

    def size(self, path: Path, minimum: int, maximum: int) -> None:
        if minimum:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {minimum} and {maximum} in length.")
        else:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {maximum} or fewer in length.")

    def refuse(self) -> None:
        if self._tree:
            raise Refusal(400, INVALID_FORM, "Invalid Form Body", self._tree)


def refuse_field(path: Path, code: str, message: str) -> NoReturn:
    """Refuse a body because of one field alone."""
    complaints = Complaints()
    complaints.add(path, code, message)
    complaints.refuse()
    raise AssertionError("a complaint was made")
