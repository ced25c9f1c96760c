"""What an occurrence says: placeholders filled from the catalog as it is now, and never evaluated."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.announcements import Announcement, BeforeTalks, Occurrence, Once, Schedule, Wording
from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.filters import EVERYTHING
from bot.domain.history import OPERATOR
from bot.domain.lookups import EventCard
from bot.domain.occurrence_messages import Address, Foreign, Moment, OccurrenceMessage, Part
from bot.domain.placeholders import MEANINGS, require_known
from bot.domain.talks import Speaker
from bot.errors import UserError
from bot.services.announcements.word_occurrence import word_occurrence
from bot.services.catalog import Catalog
from bot.services.changes.remove_from_catalog import remove_talk
from bot.services.finding.show_event import open_event
from bot.store import talks
from tests import make

GUILD = 77
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
TIDES = make.talk(
    "Quiet Tides",
    speakers=(Speaker(name="Ada Example"), Speaker(name="Ben Beispiel")),
    room="Pier 2",
    starts_at=NOON,
    url="https://harbour.example/tides",
)
WAVES = make.talk("Loud Waves", room="Pier 2", starts_at=NOON, video_url="https://video.example/waves")


def announcement(text: str, schedule: Schedule | None = None, **parts: Any) -> Announcement:
    return Announcement(
        id=1,
        guild_id=GUILD,
        channel_id=5,
        author_id=6,
        schedule=schedule or Once(NOON),
        wording=Wording(text=text, **parts),
        time_zone="UTC",
        created_at=make.NOW,
    )


def occurrence(*talk_ids: int) -> Occurrence:
    return Occurrence(
        id=9, announcement_id=1, key="k", channel_id=5, due_at=NOON, next_try_at=NOON, talk_ids=tuple(talk_ids)
    )


async def entries(catalog: Catalog, *given: Any, guild_id: int | None = None) -> tuple[CatalogTalk, ...]:
    await make.saved(catalog, *given, guild_id=guild_id)
    async with catalog.database.reading() as session:
        return await talks.programme(session, EVERYTHING, Scope(guild_id), offset=0, limit=10)


async def filled(catalog: Catalog, text: str, *given: CatalogTalk) -> tuple[Part, ...]:
    said = await word_occurrence(catalog, announcement(text), occurrence(*(entry.id for entry in given)))
    return said.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{talk.title}", (Foreign("Quiet Tides"),)),
        ("{talk.speakers}", (Foreign("Ada Example, Ben Beispiel"),)),
        ("in {talk.room}!", ("in ", Foreign("Pier 2"), "!")),
        ("{talk.start}", (Moment(NOON),)),
        ("{ Talk.Starts_In }", (Moment(NOON, relative=True),)),
        ("{talk.url}", (Address("https://harbour.example/tides"),)),
        ("{talk.track}", ("(talk: track not known)",)),
        ("{event.name}", (Foreign("Café Conf 2024"),)),
        ("{event.start}", (date(2024, 5, 10),)),
        ("{event.place}", ("(event: place not known)",)),
        ("{count}", ("1",)),
        ("{words} {0} {talk.title!r} {talk.__class__}", ("{words} {0} {talk.title!r} {talk.__class__}",)),
        ("**{talk.title}**", ("**", Foreign("Quiet Tides"), "**")),
    ],
)
async def test_placeholder_is_filled(catalog: Catalog, text: str, expected: tuple[Part, ...]) -> None:
    (tides,) = await entries(catalog, TIDES)
    assert await filled(catalog, text, tides) == expected


async def test_talks_that_start_together_are_named_together(catalog: Catalog) -> None:
    both = await entries(catalog, TIDES, WAVES)
    text = await filled(catalog, "{count}: {talk.title} | {talk.room} | {talk.start} | {talk.url}", *both)
    assert text == (
        "2",
        ": ",
        Foreign("Quiet Tides, Loud Waves"),
        " | ",
        Foreign("Pier 2"),
        " | ",
        Moment(NOON),
        " | ",
        Address("https://harbour.example/tides"),
        " ",
        Address("https://video.example/waves"),
    )


async def test_what_stands_in_a_title_is_not_filled_again(catalog: Catalog) -> None:
    (hostile,) = await entries(catalog, make.talk("{event.name} {talk.__init__.__globals__}"))
    said = await filled(catalog, "{talk.title}", hostile)
    assert said == (Foreign("{event.name} {talk.__init__.__globals__}"),)


async def test_talk_has_its_card_and_event_has_its_own(catalog: Catalog) -> None:
    (tides,) = await entries(catalog, TIDES)
    with_talk = await word_occurrence(catalog, announcement("", talk_id=tides.id, mention="here"), occurrence())
    assert with_talk == OccurrenceMessage(text=(), mention="here", talks=(tides,))
    with_event = await word_occurrence(catalog, announcement("{count}", event_id=tides.event.id), occurrence())
    summary = await open_event(catalog, EventCard(tides.event.id), Scope(GUILD))
    assert with_event == OccurrenceMessage(text=("1",), event=summary)  # type: ignore[arg-type]


async def test_notice_of_talks_knows_its_event(catalog: Catalog) -> None:
    (tides,) = await entries(catalog, TIDES)
    schedule = BeforeTalks(event_id=tides.event.id, minutes=(10,))
    said = await word_occurrence(catalog, announcement("{event.name}", schedule), occurrence(tides.id))
    assert said == OccurrenceMessage(text=(Foreign("Café Conf 2024"),), talks=(tides,))


async def test_removed_talk_is_said_to_be_gone(catalog: Catalog) -> None:
    (tides,) = await entries(catalog, TIDES)
    await remove_talk(catalog, tides.id, guild_id=None, actor=OPERATOR, now=make.NOW)
    bare = await word_occurrence(catalog, announcement("", talk_id=tides.id), occurrence())
    assert bare.text == ("This was about something that is no longer in the catalog.",)
    said = await word_occurrence(catalog, announcement("{talk.title}", talk_id=tides.id), occurrence())
    assert said.text == ("(talk: title not known)",)


async def test_talk_of_another_server_is_not_told(catalog: Catalog) -> None:
    (secret,) = await entries(catalog, TIDES, guild_id=4711)
    said = await word_occurrence(catalog, announcement("{talk.title}", talk_id=secret.id), occurrence(secret.id))
    assert said == OccurrenceMessage(text=("(talk: title not known)",))


@pytest.mark.parametrize("name", MEANINGS)
def test_known_placeholder_is_taken_where_it_can_be_filled(name: str) -> None:
    require_known(f"{{{name}}}", has_talk=True, has_event=True)


@pytest.mark.parametrize(
    ("text", "has_event", "problem"),
    [
        ("{talk.name}", True, "There is no placeholder `{talk.name}`. These are: `{talk.title}`, `{talk.speakers}`"),
        ("{talk.__class__.__mro__}", True, "There is no placeholder `{talk.__class__.__mro__}`"),
        ("{name}", False, "There is no placeholder `{name}`"),
        ("{talk.title}", True, "`{talk.title}` needs a talk"),
        ("{event.name}", False, "`{event.name}` needs an event or a talk"),
        ("{count}", False, "`{count}` needs an event or a talk"),
    ],
)
def test_placeholder_that_nothing_can_fill_is_refused(text: str, *, has_event: bool, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        require_known(text, has_talk=False, has_event=has_event)
    assert str(refused.value).startswith(problem)


def test_braces_that_name_nothing_are_words() -> None:
    require_known('{"a": 1} {} {0} {a b} { talk.title!r }', has_talk=False, has_event=False)
