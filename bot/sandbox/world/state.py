"""Everything there is in this Discord, and how a change of it becomes known."""

from bot.sandbox.world.changes import Changes
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.commands import Commands
from bot.sandbox.world.events import Event, Intent, Listener
from bot.sandbox.world.files import Files
from bot.sandbox.world.guilds import Guild, new_guild
from bot.sandbox.world.interactions import Interactions
from bot.sandbox.world.members import Membership
from bot.sandbox.world.nonces import Nonces
from bot.sandbox.world.permissions import EVERYONE
from bot.sandbox.world.roles import Role
from bot.sandbox.world.snowflakes import Clock, Snowflakes
from bot.sandbox.world.users import Application, User

DEFAULT_TOKEN = "sandbox.token"  # noqa: S105 - opens nothing but this sandbox


class World:
    """`history` bounds the messages kept in a channel and the interactions remembered, for long runs."""

    def __init__(self, clock: Clock, bot_name: str = "Talkbot", history: int = 20_000) -> None:
        self.clock = clock
        self.history = history
        self.snowflakes = Snowflakes(clock)
        self.changes = Changes()
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.users: dict[int, User] = {}
        self.files = Files(history)
        self.nonces = Nonces(clock)
        self.listeners: list[Listener] = []
        self.gateway_url = ""
        self.shards = 1
        self._people: dict[str, User] = {}
        self._direct: dict[int, Channel] = {}
        owner = self.person("Operator")
        bot = self._user(bot_name, is_bot=True)
        self.application = Application(bot.id, bot, DEFAULT_TOKEN, owner)
        self.commands = Commands(self.application, self.snowflakes)
        self.interactions = Interactions(history)

    def person(self, name: str) -> User:
        """The account of that name, made when first asked for."""
        return self._people.get(name) or self._user(name)

    def other_bot(self, name: str) -> User:
        return self._people.get(name) or self._user(name, is_bot=True)

    def add_guild(self, name: str, *, bot_permissions: int = EVERYONE) -> Guild:
        """A server the bot is in; by default it may there what everybody may, and no more."""
        guild = new_guild(self, name, self.person("Owner"), bot_permissions)
        self.guilds[guild.id] = guild
        self.publish(Event("GUILD_CREATE", guild.payload(), guild.id, Intent.GUILDS))
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """The bot is removed from the server."""
        del self.guilds[guild.id]
        for channel in guild.channels.values():
            del self.channels[channel.id]
        self.publish(Event("GUILD_DELETE", {"id": str(guild.id)}, guild.id, Intent.GUILDS))

    def direct_channel(self, user: User) -> Channel:
        known = self._direct.get(user.id)
        if known is not None:
            return known
        channel = Channel(self, self.snowflakes.next(), user.name, ChannelKind.DIRECT, recipient=user)
        self._direct[user.id] = self.channels[channel.id] = channel
        return channel

    def add_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        if channel.guild is not None:
            channel.guild.channels[channel.id] = channel
        name = "THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE"
        self._publish_channel(name, channel, {"newly_created": True} if channel.is_thread else {})

    def channel_changed(self, channel: Channel) -> None:
        self._publish_channel("THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel)

    def remove_channel(self, channel: Channel) -> None:
        """With its threads, which Discord removes without a word of their own."""
        for thread in [other for other in self.channels.values() if other.parent is channel]:
            self._forget_channel(thread)
        self._forget_channel(channel)
        self._publish_channel("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)

    def role_changed(self, guild: Guild, role: Role, name: str) -> None:
        data = {"guild_id": str(guild.id), "role": role.payload()}
        self.publish(Event(name, data, guild.id, Intent.GUILDS))

    def member_joined(self, member: Membership) -> None:
        data = member.payload() | {"guild_id": str(member.guild.id)}
        self.publish(Event("GUILD_MEMBER_ADD", data, member.guild.id, Intent.GUILD_MEMBERS))

    def publish(self, event: Event) -> None:
        for listener in self.listeners:
            listener(event)
        self.changes.notify()

    def _user(self, name: str, *, is_bot: bool = False) -> User:
        user = User(self.snowflakes.next(), name, is_bot)
        self.users[user.id] = self._people[name] = user
        return user

    def _forget_channel(self, channel: Channel) -> None:
        self.channels.pop(channel.id, None)
        if channel.guild is not None:
            channel.guild.channels.pop(channel.id, None)

    def _publish_channel(self, name: str, channel: Channel, extra: dict[str, bool] | None = None) -> None:
        guild_id = channel.guild.id if channel.guild else None
        self.publish(Event(name, channel.payload() | (extra or {}), guild_id, Intent.GUILDS))
