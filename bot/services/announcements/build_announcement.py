"""From what was typed to the announcement that it means; what is not certain is asked back."""

import re
from datetime import datetime
from typing import TypeAlias, assert_never
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementState, BeforeTalks, Once, Repeatedly, Schedule, Wording
from bot.domain.moments import Doubtful, Moment
from bot.domain.placeholders import require_known
from bot.domain.recurrence import UnreadRepeat
from bot.errors import UserError
from bot.services.announcements.announcement_form import AnnouncementForm, Kind, form_of
from bot.times.moments import read_moment
from bot.times.repeats import read_repeat

LONGEST_TEXT = 2000
_LONGEST_GRACE = 1440
_LONGEST_NOTICE = 10_080
_MOST_NOTICES = 5

# The mention of a role, with a blank behind it.
_MENTION = 25

# Numbers, with a word and a mark between them or not.
_MINUTES = re.compile(r"\d{1,5}(?:(?: ?min(?:ute)?s?)?(?: ?[,;/&] ?| and | )\d{1,5})*(?: ?min(?:ute)?s?)?", re.ASCII)

Built: TypeAlias = Announcement | Doubtful


def build_announcement(
    form: AnnouncementForm, *, guild_id: int, author_id: int, now: datetime, before: Announcement | None = None
) -> Built:
    """Raise UserError where it cannot be taken. What `before` says stays where the form says the same.

    A time is read as it was meant when it was typed, and has to be ahead now.
    """
    schedule = _schedule(form, now, before)
    if isinstance(schedule, Doubtful):
        return schedule
    return Announcement(
        id=0 if before is None else before.id,
        guild_id=guild_id,
        channel_id=form.channel_id,
        author_id=author_id if before is None else before.author_id,
        schedule=schedule,
        wording=_wording(form),
        time_zone=form.time_zone,
        publish=form.publish,
        grace_minutes=_grace(form.grace),
        state=AnnouncementState.ACTIVE if before is None else before.state,
        paused_because=None if before is None else before.paused_because,
        created_at=now if before is None else before.created_at,
    )


def _schedule(form: AnnouncementForm, now: datetime, before: Announcement | None) -> Schedule | Doubtful:
    if before is not None and _says_the_same(form, form_of(before, form.written_at)):
        return before.schedule
    match form.kind:
        case Kind.ONCE:
            moment = _moment(form, now)
            return moment if isinstance(moment, Doubtful) else Once(moment.at)
        case Kind.REPEAT:
            moment = _moment(form, now)
            return moment if isinstance(moment, Doubtful) else _repeated(form, moment)
        case Kind.TALKS:
            return BeforeTalks(
                event_id=_known(form.event_id),
                minutes=minutes_meant(form.when),
                track=form.track,
                rooms=form.rooms,
                channels=form.channels,
            )
        case _:
            assert_never(form.kind)


def _says_the_same(form: AnnouncementForm, shown: AnnouncementForm) -> bool:
    return (form.when, form.every) == (shown.when, shown.every)


def _moment(form: AnnouncementForm, now: datetime) -> Moment | Doubtful:
    read = read_moment(form.when, form.written_at, ZoneInfo(form.time_zone))
    if isinstance(read, Moment) and read.at <= now:
        raise UserError(f"{read.words} has passed meanwhile. Give a moment that is still ahead.")
    return read


def _repeated(form: AnnouncementForm, first: Moment) -> Repeatedly:
    """Raise UserError where nobody could say how often."""
    read = read_repeat(form.every, first.at, ZoneInfo(form.time_zone))
    if isinstance(read, UnreadRepeat):
        raise UserError(read.why)
    return Repeatedly(read)


def minutes_meant(typed: str) -> tuple[int, ...]:
    """The earliest notice first. Raise UserError for what are no minutes."""
    if not _MINUTES.fullmatch(typed.strip().casefold()):
        raise UserError(f"“{typed[:60]}” is no number of minutes. Give one such as `10`, or several: `30, 5`.")
    minutes = sorted({int(number) for number in re.findall(r"\d+", typed)}, reverse=True)
    if minutes[0] > _LONGEST_NOTICE or len(minutes) > _MOST_NOTICES:
        raise UserError(f"At most {_MOST_NOTICES} notices go out before a talk, the first at most a week before.")
    return tuple(minutes)


def _wording(form: AnnouncementForm) -> Wording:
    text = (form.text or "").strip()
    has_talk = form.kind is Kind.TALKS or form.talk_id is not None
    has_event = has_talk or form.event_id is not None
    require_known(text, has_talk=has_talk, has_event=has_event)
    if form.recap is not None and (text or form.event_id is None or form.talk_id is not None):
        raise UserError("A recap is one of an event, in words of its own: name the event, and no message and no talk.")
    if form.text is not None and not text and not has_event:
        raise UserError("The message is empty. Write one, or choose a talk or an event to show.")
    room = LONGEST_TEXT - (_MENTION if form.mention else 0)
    if len(text) > room:
        raise UserError(f"The message is {len(text) - room} characters too long: {room} fit.")
    event_id = None if form.kind is Kind.TALKS else form.event_id
    mention = form.mention or None
    return Wording(text=text, event_id=event_id, talk_id=form.talk_id, mention=mention, recap=form.recap)


def _grace(typed: str) -> int:
    match = re.fullmatch(r"(\d{1,4})(?: ?min(?:ute)?s?)?", typed.strip().casefold(), re.ASCII)
    if match is None or not 1 <= int(match[1]) <= _LONGEST_GRACE:
        raise UserError(f"“{typed[:60]}” is no time of grace. Give minutes from 1 to {_LONGEST_GRACE}.")
    return int(match[1])


def _known(event_id: int | None) -> int:
    assert event_id is not None, "notices before talks are those of an event"  # noqa: S101  for the type checker
    return event_id
