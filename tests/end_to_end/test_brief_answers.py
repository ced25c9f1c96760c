"""What Discord sends back of a first answer: nothing, where nobody reads it."""

from tests.end_to_end.conftest import Town

CALLBACK = "POST", "/interactions/{interaction_id}/{interaction_token}/callback"
NOTHING, THE_MESSAGE = 204, 200


async def test_only_what_everybody_sees_is_sent_back(town: Town) -> None:
    answer = await town.maya.types("/talk search cni", town.channel)
    await town.maya.completes("/talk show cni", town.channel)
    await town.maya.clicks(answer, "Share")
    statuses = [request.status for request in town.discord.requests.of(*CALLBACK)]
    assert statuses == [NOTHING, NOTHING, THE_MESSAGE]
