"""REST: every request passes the faults, the token, the rate limits and its handler, in this order."""

import asyncio
from email.utils import formatdate
from typing import Any

import orjson
from aiohttp import hdrs, web

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.rates import RateLimits
from bot.sandbox.records import Recorded, Records
from bot.sandbox.routes import (
    applications,
    channels,
    command_permissions,
    guilds,
    interactions,
    messages,
    scheduled_events,
    threads,
    webhooks,
)
from bot.sandbox.routes.bodies import read_body
from bot.sandbox.routes.calls import Answer, Call, Route
from bot.sandbox.rules.refusals import Refusal, unauthorized
from bot.sandbox.world.state import World

API = "/api/v10"
NOT_FOUND = Answer({"message": "404: Not Found", "code": 0}, 404)
JSON_TYPE = "application/json"  # exactly: with a charset behind it discord.py does not read the answer

_NOUNS = (
    applications,
    channels,
    command_permissions,
    guilds,
    interactions,
    messages,
    scheduled_events,
    threads,
    webhooks,
)
ROUTES: list[Route] = [route for noun in _NOUNS for route in noun.ROUTES]


class Rest:
    def __init__(self, world: World, faults: Faults, records: Records, rates: RateLimits) -> None:
        self._world = world
        self._faults = faults
        self._records = records
        self._rates = rates

    def add_to(self, app: web.Application) -> None:
        for route in ROUTES:
            app.router.add_route(route.method, API + route.template, self._served(route))
        app.router.add_get("/attachments/{channel_id}/{file_id}/{name}", self._send_file)
        app.router.add_route("*", API + "/{rest:.*}", self._send_not_found)

    def _served(self, route: Route) -> Any:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._serve(route, request)

        return serve

    async def _serve(self, route: Route, request: web.Request) -> web.StreamResponse:
        call = Call(self._world, request.match_info, request.query)
        call.body, call.files = await read_body(request)
        fault = self._faults.meet(request.method, request.path.removeprefix(API))
        answer: Answer | None
        if fault is None:
            answer, headers = await self._answer(route, request, call)
        else:
            answer, headers = await self._faulty(fault, route, request, call)
        self._record(route, request, call, answer)
        if answer is None:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        date = formatdate(self._world.clock(), usegmt=True)
        return _response(answer, {hdrs.DATE: date} | headers)

    async def _answer(self, route: Route, request: web.Request, call: Call) -> tuple[Answer, dict[str, str]]:
        wait, everywhere = None, None
        try:
            if route.needs_token and request.headers.get(hdrs.AUTHORIZATION) != self._authorization:
                raise unauthorized()
            everywhere = self._rates.spend_global(route.template)
            wait = everywhere or self._rates.spend(route.method, route.template, call.names, call.body)
            answer = await route.handler(call) if wait is None else _limited(wait, everywhere=everywhere is not None)
        except Refusal as refusal:
            answer = Answer(refusal.payload, refusal.status)
        headers = self._rates.headers(route.method, route.template, call.names)
        if wait is not None:
            headers |= {"Retry-After": f"{wait:.3f}", "Via": "1.1 sandbox"}
        return answer, headers

    async def _faulty(
        self,
        fault: Fault,
        route: Route,
        request: web.Request,
        call: Call,
    ) -> tuple[Answer | None, dict[str, str]]:
        if fault.delay_seconds:
            await asyncio.sleep(fault.delay_seconds)
            return await self._answer(route, request, call)
        if fault.carried_out:
            await self._answer(route, request, call)
        if fault.status is None:
            return None, {}
        via = {"Via": "1.1 sandbox"} if fault.through_proxy else {}
        if fault.retry_after is not None:
            return _limited(fault.retry_after), via | {"Retry-After": str(fault.retry_after)}
        return Answer({"message": f"{fault.status}: made to fail", "code": 0}, fault.status), via

    def _record(self, route: Route, request: web.Request, call: Call, answer: Answer | None) -> None:
        self._records.add(
            Recorded(
                route.method,
                route.template,
                request.path.removeprefix(API),
                call.body,
                None if answer is None else answer.status,
                None if answer is None else answer.payload,
                self._world.clock(),
                tuple(upload.name for upload in call.files.values()),
            )
        )
        self._world.changes.notify()

    @property
    def _authorization(self) -> str:
        return f"Bot {self._world.application.token}"

    async def _send_not_found(self, request: web.Request) -> web.StreamResponse:
        self._records.add(Recorded(request.method, request.path, request.path.removeprefix(API), None, 404))
        return _response(NOT_FOUND, {})

    async def _send_file(self, request: web.Request) -> web.StreamResponse:
        file = self._world.files.find(int(request.match_info["file_id"]))
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type=file.content_type)


def _limited(retry_after: float, *, everywhere: bool = False) -> Answer:
    message = "You are being rate limited."
    return Answer({"message": message, "retry_after": retry_after, "global": everywhere}, 429)


def _response(answer: Answer, headers: dict[str, str]) -> web.Response:
    if answer.payload is None:
        return web.Response(status=answer.status, headers=headers)
    return web.Response(
        body=orjson.dumps(answer.payload), status=answer.status, headers=headers, content_type=JSON_TYPE
    )
