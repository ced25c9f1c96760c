"""Accounts: people and the bot itself."""

from dataclasses import dataclass

from bot.sandbox.world.snowflakes import Json


@dataclass(eq=False)
class User:
    id: int
    name: str
    is_bot: bool = False
    locale: str = "en-US"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name if self.is_bot else self.name.lower().replace(" ", "_"),
            "global_name": None if self.is_bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.is_bot,
            "flags": 0,
            "public_flags": 0,
        }


@dataclass(eq=False)
class Application:
    """The bot as it is registered with Discord. `message_content` is the privileged intent of that name.

    Where an `endpoint_url` is set, Discord sends interactions there and not over the gateway.
    """

    id: int
    user: User
    token: str
    owner: User
    message_content: bool = False
    members_intent: bool = False
    endpoint_url: str | None = None

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.user.name,
            "icon": None,
            "description": "",
            "summary": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": self._flags(),
            "owner": self.owner.payload(),
            "bot": self.user.payload(),
            "team": None,
            "interactions_endpoint_url": self.endpoint_url,
        }

    def _flags(self) -> int:
        return (1 << 18 if self.message_content else 0) | (1 << 14 if self.members_intent else 0)
