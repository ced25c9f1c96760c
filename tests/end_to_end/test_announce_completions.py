from tests.end_to_end.conftest import Town


async def test_how_often_is_completed_for_the_first_time_that_is_typed(town: Town) -> None:
    line = "/announce repeat channel:#talks when:2027-01-12 9:00 every:tues"
    offered = await town.moderator.completes(line, town.channel)
    assert [choice["value"] for choice in offered] == [
        "every Tuesday",
        "every 2 weeks on Tuesday",
        "every second Tuesday of the month",
    ]


async def test_members_are_offered_nothing(town: Town) -> None:
    line = "/announce repeat channel:#talks when:fri 9:00 every:d"
    assert await town.maya.completes(line, town.channel, force=True) == []
