"""Routes are few, whatever stands in addresses."""

import pytest
from discord.http import Route
from yarl import URL

from bot.discord_app.rest_trace import route_of

TOKEN = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4"


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/gateway/bot", "/gateway/bot"),
        ("/users/@me", "/users/@me"),
        ("/channels/1/messages?limit=50", "/channels/{}/messages"),
        ("/channels/1/messages/2/crosspost", "/channels/{}/messages/{}/crosspost"),
        (f"/interactions/1/{TOKEN}/callback?with_response=1", "/interactions/{}/{}/callback"),
        (f"/webhooks/1/{TOKEN}/messages/@original", "/webhooks/{}/{}/messages/@original"),
        ("/channels/1/messages/2/reactions/%F0%9F%91%8D/@me", "/channels/{}/messages/{}/{}/{}/@me"),
    ],
)
def test_route_holds_words_of_discords_and_nothing_else(path: str, route: str) -> None:
    assert route_of(URL(Route.BASE + path, encoded=True)) == route


@pytest.mark.parametrize("url", ["wss://gateway.discord.gg/?v=10", "https://cdn.example/attachments/1/2/plan.ics"])
def test_what_is_not_rest_is_elsewhere(url: str) -> None:
    assert route_of(URL(url)) == "elsewhere"
