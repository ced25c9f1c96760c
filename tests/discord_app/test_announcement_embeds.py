"""What is sent for an occurrence: whole within Discord's limits, and no ping but the chosen one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from discord import AllowedMentions

from bot.discord_app.embeds.announcements import occurrence_message
from bot.domain.answers import EventSummary
from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.lookups import EventCard
from bot.domain.occurrence_messages import Address, Foreign, Moment, OccurrenceMessage, Part
from bot.domain.talks import Talk
from tests import make
from tests.discord_app.test_embeds import EXTREMES, HOSTILE, field, refusals

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def allowed(mention: str | None) -> dict[str, object]:
    given: AllowedMentions = occurrence_message(OccurrenceMessage(text=("Hello",), mention=mention))["allowed_mentions"]
    return dict(given.to_dict())


def text_of(*parts: Part, mention: str | None = None) -> str | None:
    text: str | None = occurrence_message(OccurrenceMessage(text=parts, mention=mention))["content"]
    return text


def test_only_the_chosen_mention_may_ping() -> None:
    assert allowed(None) == {"parse": []}
    assert allowed("everyone") == {"parse": ["everyone"], "roles": []}
    assert allowed("here") == allowed("everyone")
    assert allowed("42") == {"parse": [], "roles": [42]}


def test_mention_stands_before_the_text() -> None:
    assert text_of("Hello", mention="42") == "<@&42> Hello"
    assert text_of("Hello", mention="here") == "@here Hello"
    assert text_of("", mention="everyone") == "@everyone"


def test_words_for_everyone_ping_nobody_where_only_those_here_were_chosen() -> None:
    said = text_of("Hello @everyone \\@everyone ", Foreign("@everyone"), mention="here")
    assert said is not None
    assert said.startswith("@here Hello @\u200beveryone")
    assert "@everyone" not in said


def test_foreign_text_is_escaped_and_the_moderators_own_is_not() -> None:
    said = text_of("**Now**: ", Foreign("**bold** <@123> `x`"), ", ", Moment(NOON), " ", Moment(NOON, relative=True))
    assert said == "**Now**: \\*\\*bold\\*\\* \\<\\@123\\> \\`x\\`, <t:1796126400:F> <t:1796126400:R>"
    assert text_of(Address("javascript:alert(1)"), date(2026, 12, 1)) == "Tuesday, 1 December 2026"


@pytest.mark.parametrize("late", [None, timedelta(minutes=7)])
@pytest.mark.parametrize("mention", [None, "1" * 19])
def test_two_thousand_characters_are_kept_and_the_moderators_words_are_whole(
    late: timedelta | None, mention: str | None
) -> None:
    own = "x" * 1900
    message = OccurrenceMessage(text=(own, Foreign("*" * 5000), Foreign("שלום\u202e " * 300)), mention=mention)
    sent = occurrence_message(message, late)
    assert len(sent["content"]) <= 2000
    assert own in sent["content"]
    shown = sent["content"] + "".join(embed.description for embed in sent["embeds"])
    assert ("7 minutes late" in shown) == (late is not None)
    assert "\u202e" not in shown


@pytest.mark.parametrize("talk", EXTREMES.values(), ids=EXTREMES.keys())
@pytest.mark.parametrize("together", [1, 40])
def test_extreme_talks_are_sent_within_the_limits(talk: Talk, together: int) -> None:
    entries = (make.entry(talk),) * together
    sent = occurrence_message(OccurrenceMessage(text=("Soon",), talks=entries), timedelta(minutes=1))
    assert [refusals(embed) for embed in sent["embeds"]] == [[]]


def test_talks_that_start_together_are_one_list() -> None:
    tides = make.talk(
        "Quiet Tides",
        speakers=(make.speaker("Ada Example"),),
        room="Pier 2",
        starts_at=NOON,
        url="https://harbour.example/tides",
        video_url="https://video.example/tides",
    )
    both: tuple[CatalogTalk, ...] = (make.entry(tides), make.entry(make.talk(HOSTILE, starts_at=NOON)))
    (embed,) = occurrence_message(OccurrenceMessage(text=(), talks=both))["embeds"]
    lines = (embed.description or "").splitlines()
    links = "[Watch](https://video.example/tides) · [Schedule](https://harbour.example/tides)"
    assert lines[0] == "**[Quiet Tides](https://harbour.example/tides)**"
    assert lines[1] == f"<t:1796126400:t> · Pier 2 · Ada Example · {links}"
    assert lines[4:] == ["<t:1796126400:t>"]


def test_single_talk_has_its_card_with_links() -> None:
    (embed,) = occurrence_message(
        OccurrenceMessage(text=(), talks=(make.entry(make.talk(url="https://harbour.example/t")),))
    )["embeds"]
    assert embed.title == "Threads without tears"
    assert field(embed, "Links") == "[Schedule](https://harbour.example/t)"


def test_event_has_its_card() -> None:
    summary = EventSummary(
        lookup=EventCard(1),
        event=CatalogEvent(1, None, make.event()),
        talks=9,
        speakers=8,
        recordings=7,
        days=(),
        tracks=(),
    )
    (embed,) = occurrence_message(OccurrenceMessage(text=(), event=summary))["embeds"]
    assert embed.title == "Café Conf 2024"
