from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.errors import CutOffError

Found = TypeVar("Found")


async def look_again(look: Callable[[], Awaitable[Found]]) -> Found:
    """What `look` finds: at the second try where the database went away in the middle of the first, as when it is
    restarted. For what may be done twice.
    """
    try:
        return await look()
    except CutOffError:
        return await look()
