"""Announcements of all servers, as an operator looks at them: what they are and how they go, not what they say."""

from dataclasses import dataclass

from bot.domain.announcements import Announcement, Occurrence


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """With its next occurrence, or with the one that is asked about; None where nothing of it is ahead."""

    announcement: Announcement
    occurrence: Occurrence | None
