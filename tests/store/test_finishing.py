import asyncio
import gc
import threading
from typing import Any

import pytest

from bot.store.finishing import in_thread, to_the_end


async def test_who_is_cancelled_again_and_again_waits_for_the_end() -> None:
    may_end, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        await may_end.wait()
        ended.set()

    waiting = asyncio.create_task(to_the_end(work()))
    for _ in range(3):
        await asyncio.sleep(0)
        waiting.cancel()
    asyncio.get_running_loop().call_soon(may_end.set)
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended.is_set()


async def test_work_that_does_not_end_is_broken_off_after_a_while() -> None:
    working = asyncio.Event()

    async def work() -> None:
        try:
            working.set()
            await asyncio.Event().wait()
        finally:
            working.clear()

    waiting = asyncio.create_task(to_the_end(work(), seconds=0.01))
    await working.wait()
    waiting.cancel()
    await asyncio.wait([waiting], timeout=20)
    assert waiting.cancelled()
    assert not working.is_set()


async def test_who_is_cancelled_goes_on_when_the_work_has_given_up() -> None:
    began, ended = threading.Event(), threading.Event()

    def work(given_up: threading.Event) -> None:
        began.set()
        given_up.wait()
        ended.set()

    working = asyncio.create_task(in_thread(work))
    await asyncio.to_thread(began.wait)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert ended.is_set()


async def test_work_that_fails_when_it_is_given_up_is_no_error_of_anybodys() -> None:
    complaints = list[dict[str, Any]]()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, complaint: complaints.append(complaint))

    def work(given_up: threading.Event) -> None:
        given_up.wait()
        raise InterruptedError

    working = asyncio.create_task(in_thread(work))
    await asyncio.sleep(0)
    working.cancel()
    await asyncio.wait([working])
    assert working.cancelled()
    del working
    gc.collect()
    assert complaints == []
