from discord import Colour, Embed

from bot.discord_app.embeds.markdown import escaped
from bot.domain.server_settings import ServerSettings

_ZONE = 200


def settings_embed(settings: ServerSettings, zone: str, trouble: str | None) -> Embed:
    """`zone` is the time zone in words, `trouble` what keeps the bot from writing to the log channel."""
    embed = Embed(title="Settings of this server", colour=Colour.orange() if trouble else Colour.blurple())
    embed.add_field(name="Time zone", value=_time_zone(zone), inline=False)
    return embed.add_field(name="Log channel", value=_log_channel(settings.log_channel_id, trouble), inline=False)


def _time_zone(zone: str) -> str:
    return f"**{escaped(zone, _ZONE)}**\nI read the times that moderators type in it."


def _log_channel(channel_id: int | None, trouble: str | None) -> str:
    if channel_id is None:
        return "None, so I tell nobody what I could not send. Name one with `/settings set`."
    if trouble:
        return f"{trouble}, so I tell nobody what I could not send. Name another one with `/settings set`."
    return f"<#{channel_id}>\nI tell there what I could not send."
