"""What stands behind the `?` of PostgreSQL's addresses: PostgreSQL's own words, which the driver has others for."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import URL, make_url

from bot.errors import UserError

_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_CHOICES = {
    "ssl": _SSL_MODES,
    "sslmode": _SSL_MODES,
    "sslnegotiation": ("postgres", "direct"),
    "target_session_attrs": ("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
}

# The driver understands these where they come as part of an address, which is handed to it for their sake.
_OF_AN_ADDRESS = frozenset(
    {
        "application_name",
        "gsslib",
        "krbsrvname",
        "options",
        "passfile",
        "ssl_max_protocol_version",
        "ssl_min_protocol_version",
        "sslcert",
        "sslcrl",
        "sslkey",
        "sslmode",
        "sslnegotiation",
        "sslpassword",
        "sslrootcert",
        "target_session_attrs",
    }
)
# SQLAlchemy sees to those. Hosts may be several.
_OF_SQLALCHEMY = frozenset({"database", "host", "password", "port", "user"})
_OF_THE_DRIVER: Mapping[str, type] = {
    "command_timeout": float,
    "prepared_statement_cache_size": int,
    "ssl": str,
    "statement_cache_size": int,
    "timeout": float,
}
# What asks for nothing that is not so anyway.
_IDLE = {
    "channel_binding": {"disable", "prefer"},
    "client_encoding": {"auto", "utf8", "utf-8", "unicode"},
    "gssencmode": {"disable", "prefer"},
}
# Foreign words are not repeated, for a password with a `?` in it may end up among them; these are none.
_INSTEAD = {
    "channel_binding": "The driver cannot bind channels: leave it out, and write sslmode=verify-full with sslrootcert.",
    "client_encoding": "Leave it out: the bot speaks UTF-8.",
    "connection_limit": "Leave it out: the bot opens as many connections as it needs, fifteen at most.",
    "fallback_application_name": "Write application_name instead.",
    "gssencmode": "The driver cannot encrypt by GSSAPI: leave it out, and write sslmode=require.",
    "hostaddr": "Write host instead.",
    "keepalives": "Leave it out: the operating system's own are used.",
    "keepalives_count": "Leave it out: the operating system's own are used.",
    "keepalives_idle": "Leave it out: the operating system's own are used.",
    "keepalives_interval": "Leave it out: the operating system's own are used.",
    "pgbouncer": "Leave it out, and name PostgreSQL itself: the bot needs a direct connection.",
    "pool_timeout": "Leave it out.",
    "require_auth": "Leave it out.",
    "schema": "Write options=-csearch_path%3DNAME instead; a database is for one bot.",
    "service": "Write what it stands for into the address.",
    "sslcompression": "Leave it out: nothing is compressed.",
    "tcp_user_timeout": "Leave it out: the operating system's own is used.",
}


def understood(address: str, named: str) -> tuple[URL, dict[str, Any]]:
    """What is left for SQLAlchemy, and what is for the driver. Raise UserError where something can be neither."""
    url = make_url(address)
    asked = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    told: dict[str, Any] = {}
    of_an_address: dict[str, str] = {}
    for name in asked.keys() - _OF_SQLALCHEMY:
        value = _checked(name, asked[name], named)
        if name in _OF_AN_ADDRESS:
            of_an_address[name] = value
        elif name == "connect_timeout":
            told["timeout"] = _seconds(value, named)
        elif name in _OF_THE_DRIVER:
            told[name] = _number(name, value, named)
    if of_an_address:
        told["dsn"] = f"postgresql:?{urlencode(of_an_address)}"
    return url.difference_update_query(list(asked.keys() - _OF_SQLALCHEMY)), told


def _checked(name: str, value: str, named: str) -> str:
    if name in _CHOICES and value not in _CHOICES[name]:
        raise UserError(f"{named} is wrong: expected {name} to be one of {', '.join(_CHOICES[name])}.")
    is_known = name in _OF_AN_ADDRESS or name in _OF_THE_DRIVER or name == "connect_timeout"
    if not is_known and value.lower() not in _IDLE.get(name, ()):
        raise UserError(_refusal(name, named))
    return value


def _seconds(value: str, named: str) -> float | None:
    """As PostgreSQL's own programs take it: 0 for as long as it takes."""
    return _number("connect_timeout", value, named) or None


def _number(name: str, value: str, named: str) -> Any:
    try:
        return _OF_THE_DRIVER.get(name, float)(value)
    except ValueError:
        raise UserError(f"{named} is wrong: expected {name} to be a number.") from None


def _refusal(name: str, named: str) -> str:
    if name in _INSTEAD:
        return f"{named} asks for {name}, which does not work here. {_INSTEAD[name]}"
    return (
        f"{named} is wrong: behind its ? stands something unknown. Leave it out; in a password, "
        "write ? as %3F, @ as %40 and / as %2F."
    )
