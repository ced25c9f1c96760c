"""What tests of announcements share: a clock that they move, talks in rooms, and the steps of scheduling."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.sandbox import Channel, Message
from bot.sandbox.people.actions import Member
from bot.sandbox.people.replies import Reply
from bot.services.catalog import Catalog
from tests import make

# A Sunday.
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class MovedClock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


async def harbour_conf(catalog: Catalog, guild_id: int | None = None) -> None:
    """Three talks tomorrow: two at noon in two rooms, one an hour later."""
    noon = NOW + timedelta(days=1)
    await make.saved(
        catalog,
        make.talk("Quiet Tides", room="Pier 1", track="Sea", starts_at=noon, ends_at=noon + timedelta(minutes=45)),
        make.talk("Loud Waves", room="Pier 2", track="Sea", starts_at=noon, ends_at=noon + timedelta(minutes=45)),
        make.talk("Dry Docks", room="Pier 1", track="Land", starts_at=noon + timedelta(hours=1)),
        of=make.event("Harbour Conf", slug="harbour", starts_on=noon.date(), ends_on=noon.date()),
        guild_id=guild_id,
    )


def facts(message: Message) -> dict[str, str]:
    """What a preview says beneath the message itself, by name."""
    fields: Iterable[dict[str, str]] = message.embeds[-1].get("fields", [])
    return {field["name"]: field["value"] for field in fields}


def title(message: Message) -> str:
    return str(message.embeds[-1].get("title", ""))


async def scheduled(member: Member, channel: Channel, line: str) -> Message:
    preview = await member.types(line, channel)
    done = await member.clicks(preview, "Schedule")
    assert done.content.startswith("**Scheduled.**"), done.content
    return done


async def announcement_id(member: Member, channel: Channel) -> str:
    """The value that stands for the newest one."""
    newest, *_ = await member.completes("/announce show ", channel)
    return str(newest["value"])


def acts(member: Member, channel: Channel, act: str, which: str) -> Reply:
    return member.types(f"/announce {act} {which}", channel)
