import pytest

from bot.search.resolving import NoName, OneName, SeveralNames, best_name

NAMES = ("Alex Leong", "Alex Lee", "Eliza Weisman", "Karel Čapek", "Matthew Rocklin", "Flynn", "Errol Flynn")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("capek", "Karel Čapek"),
        ("KAREL CAPEK", "Karel Čapek"),
        ("eliza wiesman", "Eliza Weisman"),
        ("weisman", "Eliza Weisman"),
        ("liz weisman", "Eliza Weisman"),
        ("matt rock", "Matthew Rocklin"),
        ("alex leong", "Alex Leong"),
        ("flynn", "Flynn"),
    ],
)
def test_name_is_understood(typed: str, name: str) -> None:
    assert best_name(NAMES, typed) == OneName(name)


def test_half_a_name_that_fits_several_gives_them_all() -> None:
    assert best_name(NAMES, "alex") == SeveralNames(("Alex Leong", "Alex Lee"))


@pytest.mark.parametrize("typed", ["", "???", "xanthippe", "karel leong"])
def test_nobody_is_meant(typed: str) -> None:
    assert best_name(NAMES, typed) == NoName()


def test_half_a_title_is_enough() -> None:
    titles = ("Overview And State Of Linkerd", "Flagger, Linkerd, And Gateway API: Oh My!")
    assert best_name(titles, "flager linkerd") == OneName("Flagger, Linkerd, And Gateway API: Oh My!")
