"""The questions the first users asked, on the talks the bot is shipped with."""

import pytest

from bot.search.documents import SearchableTalk
from bot.search.index import Index, merge_segments
from bot.search.ranking import search
from bot.search.segments import build_segment

BANK, PACKET, ZERO_TRUST, EMISSARY, FLAGGER, POLICY, RUST, STATE, CNI = range(1, 10)
_EVENT = ("KubeCon + CloudNativeCon North America 2022", "KubeCon NA 2022", "KubeCon Detroit")
_TALKS = (
    SearchableTalk(
        id=BANK,
        title="Building a Scalable, Compliant, Multi-Cloud Bank with a Service Mesh",
        speakers=("Kasper Nissen",),
        tags=("multi-cluster", "multi-cloud", "gitops", "fintech", "compliance", "case-study"),
        abstract="A platform architect from the bank Lunar describes spreading one platform over three public clouds."
        " GitOps on top gives regulators an audit trail and makes cluster failover practical.",
        event_names=_EVENT,
    ),
    SearchableTalk(
        id=PACKET,
        title="Whose Packet Is It Anyway? Life of a Packet Through a Service Mesh",
        speakers=("Kevin Leimkuhler", "Doug Jordan"),
        tags=("networking", "debugging", "iptables", "ephemeral-containers", "tcpdump"),
        abstract="Two engineers follow one TCP packet from a client to a server when both sit behind mesh proxies.",
        track="Service Mesh",
        event_names=_EVENT,
    ),
    SearchableTalk(
        id=ZERO_TRUST,
        title="Zero-trust network security with a service mesh (hands-on workshop)",
        tags=("zero-trust", "security", "mtls", "pki", "authorization-policy", "cert-manager", "workshop"),
        abstract="Attendees practise securing cluster traffic on the assumption that the network itself cannot be"
        " trusted. Linkerd, cert-manager and Kyverno are the tools.",
        event_names=_EVENT,
    ),
    SearchableTalk(
        id=EMISSARY,
        title="Emissary + Linkerd Resilience Patterns: Rate Limits, Retries & Timeouts",
        speakers=("Flynn", "Daniel Bryant"),
        tags=("emissary-ingress", "resilience", "rate-limiting", "retries", "timeouts", "api-gateway", "demo"),
        abstract="Flynn and Daniel Bryant run the Emissary-ingress API gateway at the edge and Linkerd inside the"
        " cluster so that failures are absorbed at both levels.",
        event_names=_EVENT,
    ),
    SearchableTalk(
        id=FLAGGER,
        title="Flagger, Linkerd, And Gateway API: Oh My!",
        speakers=("Jason Morgan", "Sanskar Jaiswal"),
        tags=("flagger", "gateway-api", "progressive-delivery", "canary", "flux", "traffic-management"),
        abstract="Jason Morgan and Sanskar Jaiswal show canary-style releases driven by Flagger. Each project had"
        " adopted the Kubernetes Gateway API on its own.",
        event_names=_EVENT,
    ),
    SearchableTalk(
        id=POLICY,
        title="What We Learned From the Gateway API: Designing Linkerd’s New Policy CRD",
        speakers=("Matei David", "Alex Leong"),
        tags=("gateway-api", "policy-attachment", "authorization-policy", "crd-design", "sig-network"),
        abstract="The talk introduces the Gateway API and its policy-attachment idea, in which a rule points at"
        " whatever Kubernetes object it should govern.",
        event_names=_EVENT,
    ),
    SearchableTalk(
        id=RUST,
        title="Lightning Talk: Writing Service Mesh Control Planes in Rust",
        speakers=("Eliza Weisman",),
        tags=("rust", "control-plane", "kubernetes-controllers", "policy-controller", "go", "lightning-talk"),
        abstract="Eliza Weisman explains why the Linkerd team chose Rust for the policy controller.",
        event_names=_EVENT,
    ),
    SearchableTalk(
        id=STATE,
        title="Overview And State Of Linkerd",
        speakers=("Alex Leong",),
        tags=("project-update", "roadmap", "gateway-api", "maintainer-track", "community"),
        abstract="Alex Leong gives the project's own status report: what Linkerd does, how it differs from its rivals"
        " and where development is heading.",
        track="Maintainer Track",
        event_names=_EVENT,
    ),
    SearchableTalk(
        id=CNI,
        title="Stretching CNI Boundaries with Service Meshes, a Roadmap for the Future",
        speakers=("Alex Leong",),
        tags=("cni", "networking", "race-conditions", "calico", "cilium", "best-practices"),
        abstract="Meshes such as Linkerd hook into pod networking through a CNI plugin, the same mechanism network"
        " providers use, so a cluster may well run several. Alex Leong shows how their set-up steps can clash. She"
        " closes with conventions for plugin authors.",
        event_names=_EVENT,
    ),
)


@pytest.fixture(scope="module")
def index() -> Index:
    return merge_segments([build_segment(_TALKS)])


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("cni", CNI),
        ("netwroking plugins", CNI),
        ("eliza wiesman", RUST),
        ("gateway api policy", POLICY),
        ("zero trust", ZERO_TRUST),
        ("how do I avoid CNI race conditions", CNI),
    ],
)
def test_expected_talk_comes_first(index: Index, query: str, first: int) -> None:
    assert search([index], query, limit=3).hits[0].talk_id == first


def test_spelling_that_was_changed_is_told(index: Index) -> None:
    assert search([index], "netwroking plugins", limit=1).corrected == "networking plugins"
    assert search([index], "eliza wiesman", limit=1).corrected == "eliza weisman"


def test_nobody_like_the_name_is_no_talk(index: Index) -> None:
    assert search([index], "capek", limit=3).hits == ()
