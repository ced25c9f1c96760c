"""Progress that is shown while work goes on, and jobs that go on beside the bot."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiohttp import web
from discord import Attachment, Interaction

from bot.discord_app.attachments import read_attachment
from bot.discord_app.progress import progress
from bot.discord_app.repeating import Repeating
from bot.errors import SourceError, UserError


class Shown:
    """Stands in for an interaction: keeps what its message said."""

    def __init__(self) -> None:
        self.edits: list[str | None] = []
        self.deleted = False
        self.changed = asyncio.Event()

    async def edit_original_response(self, *, content: str | None) -> None:
        self.edits.append(content)
        self.changed.set()

    async def delete_original_response(self) -> None:
        self.deleted = True

    def as_interaction(self) -> Interaction[Any]:
        return cast("Interaction[Any]", self)


async def test_progress_shows_the_newest_words_and_each_once() -> None:
    shown = Shown()
    async with progress(shown.as_interaction(), 0.01) as say:
        for number in range(50):
            say(f"{number} read")
        await shown.changed.wait()
        shown.changed.clear()
        say("all read")
        await shown.changed.wait()
    assert shown.edits == ["49 read", "all read"]
    assert not shown.deleted


async def test_quick_work_shows_no_progress() -> None:
    shown = Shown()
    async with progress(shown.as_interaction(), 5) as say:
        say("read")
    assert shown.edits == []


async def test_progress_of_work_that_failed_goes_and_the_error_passes() -> None:
    shown = Shown()

    async def work() -> None:
        async with progress(shown.as_interaction(), 0.01) as say:
            say("read")
            await shown.changed.wait()
            raise SourceError("broken")

    with pytest.raises(SourceError, match="broken"):
        await work()
    assert shown.deleted


async def test_job_that_fails_is_counted_and_runs_again() -> None:
    ran = asyncio.Event()

    async def job() -> None:
        if repeating.runs < 3:
            raise RuntimeError("not yet")
        ran.set()

    repeating = Repeating("test", job, 0.001)
    repeating.start()
    await asyncio.wait_for(ran.wait(), 5)
    await repeating.stop()
    assert repeating.failures == 2


async def test_job_that_is_woken_runs_before_its_time() -> None:
    runs: asyncio.Queue[None] = asyncio.Queue()

    async def job() -> None:
        runs.put_nowait(None)

    repeating = Repeating("test", job, 600)
    repeating.start()
    await asyncio.wait_for(runs.get(), 5)
    repeating.wake()
    await asyncio.wait_for(runs.get(), 5)
    await repeating.stop()


@pytest.mark.parametrize(("announced", "sent"), [(10, 2000), (2000, 10)])
async def test_attachment_larger_than_the_limit_is_refused_whatever_its_size_is_said_to_be(
    announced: int, sent: int
) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=b"x" * sent)

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    attachment = cast("Attachment", SimpleNamespace(size=announced, url=url))
    with pytest.raises(UserError, match="larger than"):
        await read_attachment(attachment, 1000)
    await runner.cleanup()
