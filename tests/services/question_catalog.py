"""An event beside the seed to ask questions of: names that are words too, a speaker's namesake, the clocks set back."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.talks import Talk
from bot.services.catalog import Catalog
from tests import make

_BERLIN = ZoneInfo("Europe/Berlin")

# Of its days, 27 October 2024 has 25 hours.
CLOUD_DAYS = make.event(
    "Cloud Days Berlin 2024",
    slug="cloud-days-2024",
    also_called=("Cloud Days 2024", "CDB 2024"),
    starts_on=date(2024, 10, 25),
    ends_on=date(2024, 10, 28),
    city="Berlin",
    time_zone="Europe/Berlin",
)
# 30 March 2025 has 23 hours.
SPRING = make.event(
    "Cloud Days Berlin 2025",
    slug="cloud-days-2025",
    starts_on=date(2025, 3, 29),
    ends_on=date(2025, 3, 30),
    city="Berlin",
    time_zone="Europe/Berlin",
)


def _talk(title: str, names: str, begins: str, room: str, **parts: object) -> Talk:
    starts_at = datetime.fromisoformat(begins).replace(tzinfo=_BERLIN)
    return make.talk(
        title,
        speakers=tuple(make.speaker(name) for name in names.split(", ")),
        held_on=starts_at.date(),
        starts_at=starts_at,
        ends_at=starts_at.replace(minute=59),
        room=room,
        **parts,
    )


_AUTUMN_TALKS = (
    _talk("Rust for the Impatient", "Mark Rust", "2024-10-25 09:00", "Room 5", track="Languages"),
    _talk("Ownership Without Tears", "Grace Kim, Will Young", "2024-10-25 14:00", "Main Hall", track="Languages"),
    _talk("Canary Releases at Scale", "Alex Novák", "2024-10-25 14:30", "Room 5", track="Operations"),
    _talk("Opening Keynote", "April May", "2024-10-26 09:30", "Main Hall"),
    _talk("Tracing Every Request", "Alexandra Fischer", "2024-10-26 13:00", "Room 5", track="Operations"),
    _talk("The Clock That Struck Two Twice", "Mark Rust", "2024-10-27 01:30", "Main Hall"),
    _talk("Schedulers and Sleep", "Grace Kim", "2024-10-27 10:00", "Room 5", track="Operations"),
    _talk("Closing Keynote", "April May", "2024-10-28 16:00", "Main Hall"),
)
_SPRING_TALKS = (
    _talk("Rust for the Patient", "Mark Rust", "2025-03-29 09:00", "Room 5"),
    _talk("Opening Keynote", "Will Young", "2025-03-30 09:30", "Main Hall"),
)


async def with_cloud_days(catalog: Catalog) -> Catalog:
    await make.saved(catalog, *_AUTUMN_TALKS, of=CLOUD_DAYS, location="autumn.yaml")
    await make.saved(catalog, *_SPRING_TALKS, of=SPRING, location="spring.yaml")
    return catalog
