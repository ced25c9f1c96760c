"""Cutting results into pages. A page that is out of range counts as the nearest one that is there."""

from dataclasses import dataclass

TALKS_PER_PAGE = 5
EVENTS_PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Slice:
    page: int
    pages: int
    offset: int
    limit: int


def slice_of(total: int, page: int, per_page: int) -> Slice:
    pages = max(1, -(-total // per_page))
    page = min(max(page, 0), pages - 1)
    return Slice(page, pages, page * per_page, per_page)
