"""A preview, however extreme what it shows, is one message that Discord takes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.announcement_cards import (
    announcement_page_embed,
    current_embeds,
    outline_message,
    preview_message,
)
from bot.domain.announcements import Announcement, AnnouncementState, BeforeTalks, Occurrence, OccurrenceState, Wording
from bot.domain.occurrence_messages import Foreign, OccurrenceMessage
from bot.domain.outlines import Ahead, AnnouncementLine, AnnouncementPage, Outline
from bot.domain.talks import Talk
from tests import make
from tests.discord_app.test_embeds import EXTREMES, HOSTILE, field, refusals

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
LONG = HOSTILE * 30


def announcement(**parts: Any) -> Announcement:
    known: dict[str, Any] = {
        "id": 999_999_999,
        "guild_id": 7,
        "channel_id": 10**19,
        "author_id": 6,
        "schedule": BeforeTalks(event_id=1, minutes=(5,), channels=tuple((LONG, 10**19) for _ in range(60))),
        "wording": Wording(text="x" * 1900, mention="1" * 19),
        "time_zone": "America/Argentina/ComodRivadavia",
        "publish": True,
        "paused_because": LONG,
        "created_at": NOON,
    }
    return Announcement(**known | parts)


def outline(*talks: Talk, **parts: Any) -> Outline:
    times = tuple(Ahead(NOON + timedelta(days=day), "Tue 12:00 CET", 5, (LONG,) * 9) for day in range(5))
    missed = Occurrence(
        id=1,
        announcement_id=1,
        key="k",
        channel_id=5,
        due_at=NOON,
        next_try_at=NOON,
        state=OccurrenceState.MISSED,
        trouble=LONG,
    )
    entries = tuple(make.entry(talk) for talk in talks)
    text = ("x" * 1900, Foreign(LONG))
    known: dict[str, Any] = {
        "announcement": announcement(),
        "name": LONG,
        "schedule": LONG,
        "ahead": times,
        "ahead_in_all": 400,
        "message": OccurrenceMessage(text=text, mention="1" * 19, talks=entries),
        "is_example": False,
        "last": (missed,) * 3,
    }
    return Outline(**known | parts)


@pytest.mark.parametrize("talk", EXTREMES.values(), ids=EXTREMES.keys())
@pytest.mark.parametrize("together", [1, 40])
def test_message_and_facts_fit_together(talk: Talk, together: int) -> None:
    given = outline(*(talk,) * together)
    for drawn in (preview_message(given, 10**9, is_change=True), outline_message(given, None)):
        assert len(drawn["content"]) <= limits.MESSAGE
        assert [refusals(embed) for embed in drawn["embeds"]] == [[], []]
        assert sum(map(len, drawn["embeds"])) <= limits.EMBEDS_TOTAL
        assert drawn["allowed_mentions"].to_dict() == {"parse": []}


def test_what_it_says_now_fits_beneath_what_was_typed() -> None:
    embeds = current_embeds(outline(make.talk()))
    assert [refusals(embed) for embed in embeds] == [[], []]
    assert sum(map(len, embeds)) <= limits.EMBEDS_TOTAL


def test_whom_it_pings_is_said() -> None:
    def pinged(mention: str | None, people: int | None) -> str | None:
        given = outline(announcement=announcement(wording=Wording(text="Hello", mention=mention)))
        return field(preview_message(given, people, is_change=False)["embeds"][-1], "Pings")

    assert pinged(None, None) == "nobody"
    assert pinged("everyone", 1234) == "@everyone: 1,234 members"
    assert pinged("here", 1234) == "@here: whoever of 1,234 members is online then"
    assert pinged("42", 1) == "<@&42>: 1 member"
    assert pinged("42", None) == "<@&42>"


def test_list_of_extreme_names_fits() -> None:
    line = AnnouncementLine(
        announcement=announcement(state=AnnouncementState.PAUSED), name=LONG, schedule=LONG, next_at=None
    )
    embed = announcement_page_embed(AnnouncementPage((line,) * 8, page=0, pages=2, total=16))
    assert refusals(embed) == []
    assert (embed.description or "").count("paused · nothing ahead") == 8
