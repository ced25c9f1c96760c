import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from bot.domain.programmes import Programme
from bot.domain.talks import Link, Speaker
from bot.importers import own_event, own_format, own_talks
from bot.importers.documents import open_document
from bot.importers.formats import ReadOptions

SEED = Path(__file__).parents[2] / "seed"


def read(content: bytes) -> Programme:
    (programme,) = own_format.read(open_document(content), ReadOptions())
    return programme


def linkerd() -> Programme:
    return read((SEED / "linkerd-kubecon-na-2022.yaml").read_bytes())


def test_every_seed_file_is_read_without_a_refusal() -> None:
    programmes = [read(path.read_bytes()) for path in SEED.glob("*.yaml")]
    assert programmes
    assert all(programme.talks and not programme.refused for programme in programmes)


def test_the_linkerd_talks_are_all_there() -> None:
    talks = {talk.key: talk for talk in linkerd().talks}
    assert list(talks) == [
        "multi-cloud-bank",
        "whose-packet",
        "zero-trust-workshop",
        "emissary-linkerd-resilience",
        "flagger-linkerd-gateway-api",
        "linkerd-policy-crd-gateway-api",
        "control-planes-in-rust",
        "state-of-linkerd",
        "cni-boundaries",
    ]
    packet = talks["whose-packet"]
    assert packet.starts_at == datetime(2022, 10, 26, 21, 25, tzinfo=UTC)
    assert packet.ends_at == datetime(2022, 10, 26, 22, 0, tzinfo=UTC)
    assert packet.links == (
        Link(label="Media page", url="https://buoyant.io/media/life-of-a-packet-through-a-service-mesh"),
    )
    assert sum(talk.video_url is not None for talk in talks.values()) == 8
    assert talks["cni-boundaries"].part_of == "ServiceMeshCon North America 2022"
    assert talks["linkerd-policy-crd-gateway-api"].speakers[0] == Speaker(
        name="Matei David",
        affiliation="Buoyant",
        role="Linkerd maintainer",
        note="listed in the programme; could not attend",
    )


def test_what_is_not_known_of_the_workshop_stays_unknown() -> None:
    workshop = linkerd().talks[2]
    assert not workshop.title_confirmed
    assert (workshop.speakers, workshop.held_on, workshop.starts_at, workshop.url) == ((), None, None, None)


def test_the_recap_material_is_kept() -> None:
    event = linkerd().event
    assert event.time_zone == "America/Detroit"
    assert event.also_called == ("KubeCon NA 2022", "KubeCon Detroit", "KubeCon Detroit 2022")
    assert event.recap is not None
    assert event.recap.published_on == date(2022, 11, 30)
    assert [len(event.recap.themes), len(event.recap.highlights), len(event.recap.what_next)] == [3, 2, 2]


def test_the_example_in_the_readme_is_read_without_a_refusal() -> None:
    text = (SEED / "README.md").read_text()
    programme = read(text.split("```yaml\n")[1].split("```")[0].encode())
    assert [talk.key for talk in programme.talks] == ["packets", "late-show"]
    assert programme.refused == ()


def test_the_tables_of_the_readme_name_every_key_that_is_read() -> None:
    text = (SEED / "README.md").read_text()
    documented = set(_first_cells(text))
    modules = (own_format, own_event, own_talks)
    source = "".join(Path(str(module.__file__)).read_text() for module in modules)
    asked_for = set(re.findall(r'fields\.\w+\("(\w+)"', source)) | {"start", "end"}
    nested = {"text", "label", "affiliation", "role", "note", "event", "recap", "talks"}
    assert asked_for - nested == documented


def _first_cells(text: str) -> Iterable[str]:
    for line in text.splitlines():
        if line.startswith("| `"):
            yield from re.findall(r"`(\w+)`", line.split("|")[1])
