"""What a filter asks of a talk's row, and of its event's."""

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.domain.filters import TalkFilter
from bot.store.tables import EventRow, SpeakerRow, TalkRow, TalkSpeakerRow


def conditions(talk_filter: TalkFilter) -> Iterable[ColumnElement[bool]]:
    if talk_filter.event_id is not None:
        yield TalkRow.event_id == talk_filter.event_id
    if talk_filter.speakers:
        by_speaker = select(TalkSpeakerRow.talk_id).join(SpeakerRow).where(SpeakerRow.name.in_(talk_filter.speakers))
        yield TalkRow.id.in_(by_speaker)
    if talk_filter.track is not None:
        yield TalkRow.track == talk_filter.track
    if talk_filter.room is not None:
        yield TalkRow.room == talk_filter.room
    yield from _conditions_of_time(talk_filter)
    if talk_filter.language is not None:
        yield TalkRow.language == talk_filter.language
    if talk_filter.affiliations:
        belonging = TalkSpeakerRow.affiliation.in_(talk_filter.affiliations)
        yield TalkRow.id.in_(select(TalkSpeakerRow.talk_id).where(belonging))
    if talk_filter.recorded is not None:
        yield TalkRow.video_url.is_not(None) if talk_filter.recorded else TalkRow.video_url.is_(None)
    if talk_filter.other_than is not None:
        yield TalkRow.id != talk_filter.other_than


def _conditions_of_time(talk_filter: TalkFilter) -> Iterable[ColumnElement[bool]]:
    if talk_filter.day is not None:
        yield TalkRow.held_on == talk_filter.day
    if talk_filter.year is not None:
        first, last = date(talk_filter.year, 1, 1), date(talk_filter.year, 12, 31)
        yield func.coalesce(TalkRow.held_on, EventRow.starts_on).between(first, last)
    if talk_filter.starts_from is not None:
        begins = talk_filter.starts_from
        yield _in_time(TalkRow.starts_at >= begins, TalkRow.held_on >= begins.date(), begins)
    if talk_filter.starts_before is not None:
        ends = talk_filter.starts_before
        yield _in_time(TalkRow.starts_at < ends, TalkRow.held_on < ends.date(), ends)


def _in_time(by_start: ColumnElement[bool], by_day: ColumnElement[bool], bound: datetime) -> ColumnElement[bool]:
    """Where a day begins, talks of which nothing but the day is known are told apart as well."""
    begins_day = bound.time() == time()
    return or_(by_start, and_(TalkRow.starts_at.is_(None), by_day)) if begins_day else by_start
