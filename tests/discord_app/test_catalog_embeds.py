"""What moderators and followers are shown keeps within Discord's limits, whatever the talks are called."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from discord import Embed
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.changes import edited_embed, event_question, removed_text, talk_question
from bot.discord_app.embeds.history import history_embed, undo_question
from bot.discord_app.embeds.imports import import_embeds
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import prose
from bot.discord_app.embeds.news import news_embed
from bot.discord_app.views.talk_modal import talk_modal
from bot.domain.catalog import CatalogEvent
from bot.domain.history import Action, Actor, CatalogChange, RecordedChange, TalkRecord
from bot.domain.import_reports import report_text
from bot.domain.imports import FieldChange, ImportPlan, ProgrammePlan, RecordingPlan, TalkChange, UnsureRecording
from bot.domain.programmes import Recording, Refusal
from bot.domain.snapshots import plain_talk
from bot.services.changes.follow_event import ChangeNews
from bot.services.changes.list_history import HistoryPage
from bot.services.changes.talk_form import TalkForm
from bot.store.change_news import WaitingNews
from tests import make
from tests.discord_app.test_embeds import HOSTILE, refusals

UNSAFE = ("<@", "<#", "</", "**bold", "||y", "[click", "`x")


def change(title: str = "Tides", **fields: Any) -> TalkChange:
    entry = make.entry(make.talk(title))
    changes = tuple(FieldChange(name, before, after) for name, (before, after) in fields.items())
    talk = replace(entry.talk, **{one.field: one.after for one in changes})
    return TalkChange(entry=entry, talk=talk, changes=changes, kept=changes)


def programme(name: str = "Café Conf 2024", *, count: int = 1, text: str = "Tides", **parts: Any) -> ProgrammePlan:
    """Of everything as many as `count`."""
    event = make.event(name)
    told: dict[str, Any] = {
        "location": text,
        "format_name": "ical",
        "guild_id": 1,
        "event": event,
        "known": CatalogEvent(1, 1, event),
        "event_changes": (FieldChange("city", text, text),) * count,
        "new": (make.talk(text),) * count,
        "changed": (change(text, room=(text, text), abstract=(text, text * 3)),) * count,
        "kept": (change(text, room=(text, text)),) * count,
        "unchanged": 0,
        "gone": (make.entry(make.talk(text)),) * count,
        "matches": {},
        "refused": (Refusal(text, text),) * count,
        "held_back": text,
    }
    return ProgrammePlan(**told | parts)


def recordings(*, count: int, text: str) -> RecordingPlan:
    recording = Recording(title=text, video_url="https://example.org/v")
    return RecordingPlan(
        location=text,
        format_name="list",
        guild_id=1,
        event=CatalogEvent(1, 1, make.event(text)),
        changed=(change(text, video_url=(None, "https://example.org/v")),) * count,
        kept=(),
        unchanged=3,
        unsure=(UnsureRecording(recording, (make.entry(make.talk(text)),) * 5),) * count,
        unmatched=(recording,) * count,
        refused=(),
    )


def record_of(kind: int, text: str, talk_id: int) -> TalkRecord:
    plain = plain_talk(make.talk(text, room=text, speakers=(make.speaker(text),), abstract=text))
    before = [None, plain, {"room": text, "starts_at": None}, {"cancelled": False}, {"title": text}][kind]
    moment = datetime(2026, 5, 4, 10, tzinfo=UTC).isoformat()
    after = [{"title": text}, None, {"room": None, "starts_at": moment}, {"cancelled": True}, {"title": text}][kind]
    return TalkRecord(talk_id=talk_id, before=before, after=after)


def recorded(text: str, count: int) -> CatalogChange:
    return CatalogChange(
        guild_id=1,
        event_id=1,
        event_name=text,
        action=Action.IMPORT,
        note=text,
        actor=Actor(42),
        changed_at=make.NOW,
        event_before=make.event(),
        talks=tuple(record_of(number % 5, text, number) for number in range(count)),
    )


def all_refusals(embeds: tuple[Embed, ...]) -> list[str]:
    wrong = [refusal for embed in embeds for refusal in refusals(embed)]
    return wrong + (["total"] if sum(map(len, embeds)) > limits.EMBEDS_TOTAL or len(embeds) > 10 else [])


def shown(embed: Embed) -> str:
    return " ".join([embed.title or "", embed.description or "", *(field.value or "" for field in embed.fields)])


TEXTS = ("Tides", HOSTILE, "x" * 5000, "*_" * 2000, "\u202e\u200b", "🦀" * 300, " ")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("count", [1, 7, 400])
@pytest.mark.parametrize("events", [1, 3, 40])
def test_plans_of_any_size_fit_into_one_message(text: str, count: int, events: int) -> None:
    plans: tuple[ImportPlan, ...] = (programme(text, count=count, text=text),) * events
    assert all_refusals(import_embeds(plans).embeds) == []
    linked = (recordings(count=count, text=text),) * events
    assert all_refusals(import_embeds(linked).embeds) == []


@given(st.text(max_size=400), st.integers(0, 60), st.integers(1, 12))
def test_any_plan_fits_into_one_message(text: str, count: int, events: int) -> None:
    assert all_refusals(import_embeds((programme(text, count=count, text=text),) * events).embeds) == []


def test_counts_are_complete_where_lists_are_cut_and_the_report_has_all() -> None:
    talks = tuple(make.talk(f"Tide {number} " + "long " * 20) for number in range(300))
    plan = programme(new=talks, changed=(), kept=(), gone=(), refused=(), event_changes=(), held_back=None)
    drawn = import_embeds([plan])
    assert drawn.cut
    assert "300 new" in str(drawn.embeds[0].description)
    (field,) = drawn.embeds[0].fields
    assert field.name == "New (300)"
    shown_titles = str(field.value).count("Tide ")
    assert str(field.value).endswith(f"… and {300 - shown_titles} more")
    assert report_text([plan]).count("Tide ") == 300


def test_small_plan_is_not_cut() -> None:
    assert not import_embeds([programme()]).cut


def test_plan_with_a_shortened_value_counts_as_cut() -> None:
    plan = programme(changed=(change(abstract=("old", "new " * 200)),))
    assert import_embeds([plan]).cut
    assert "new " * 200 in report_text([plan]) + " "


def test_more_events_than_a_message_shows_are_counted() -> None:
    drawn = import_embeds([programme(f"Conf {number}") for number in range(9)])
    assert drawn.cut
    assert drawn.embeds[-1].footer.text == "… and 5 more events"


def test_hostile_text_is_escaped_everywhere() -> None:
    news = _news(HOSTILE, 20)
    embeds = [
        *import_embeds([programme(HOSTILE, text=HOSTILE)]).embeds,
        *import_embeds([recordings(count=2, text=HOSTILE)]).embeds,
        history_embed(HistoryPage((RecordedChange(1, recorded(HOSTILE, 5)),), 0, 1)),
        edited_embed(change(HOSTILE, room=(HOSTILE, HOSTILE))),
        talk_question(make.entry(make.talk(HOSTILE))),
        event_question(CatalogEvent(1, 1, make.event(HOSTILE)), 3),
        news_embed(news),
    ]
    for text in (*map(shown, embeds), removed_text(HOSTILE)):
        without_own = text.replace("<@42>", "")
        for mark in UNSAFE:
            assert not _stands_unescaped(mark, without_own), (mark, text)


def test_prose_escapes_all_but_its_code() -> None:
    told = prose(f"No event is called “{HOSTILE}”: see `/event list`.", 2000)
    assert not any(_stands_unescaped(mark, told) for mark in UNSAFE if mark != "`x")
    assert told.endswith("see `/event list`.")
    assert len(prose("*" * 5000, 2000)) <= 2000


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("count", [0, 1, 5, 500])
def test_history_and_news_fit_into_one_message(text: str, count: int) -> None:
    page = HistoryPage((RecordedChange(1, recorded(text, count)),) * 5, 0, 1, dict.fromkeys(range(count), text))
    assert refusals(history_embed(page)) == []
    assert refusals(undo_question(recorded(text, count), {})) == []
    assert refusals(news_embed(_news(text, count))) == []


@pytest.mark.parametrize("text", TEXTS)
def test_edit_of_every_field_fits_into_one_message(text: str) -> None:
    fields = ("abstract", "room", "track", "session_type", "url", "video_url", "language", "part_of")
    assert refusals(edited_embed(change(text, **dict.fromkeys(fields, (text, text + "!"))))) == []


@given(st.lists(st.text(max_size=50), max_size=40), st.integers(20, 400))
def test_fitted_list_keeps_the_limit_and_loses_count_of_nothing(entries: list[str], limit: int) -> None:
    listed = fitted(entries, limit)
    assert len(listed.text) <= limit
    if listed.shown < len(entries):
        assert listed.text.endswith(f"… and {len(entries) - listed.shown} more")


def test_form_leaves_out_what_is_too_long_and_says_so() -> None:
    form = TalkForm(title="t", speakers="s", when_and_room="", links="", abstract="x" * 4001)
    sent = str(talk_modal(7, form, "abc").to_dict())
    assert "xxxx" not in sent
    assert "longer than a form" in sent


def _news(text: str, count: int) -> ChangeNews:
    event = CatalogEvent(1, 1, make.event(text))
    entries = {
        number: make.entry(make.talk(text, speakers=(make.speaker(text),)), id=number) for number in range(count)
    }
    return ChangeNews(WaitingNews(1, 2, 3), event, RecordedChange(3, recorded(text, count)), entries)


def _stands_unescaped(mark: str, text: str) -> bool:
    places = [place for place in range(len(text)) if text.startswith(mark, place)]
    return any(place == 0 or text[place - 1] != "\\" for place in places)
