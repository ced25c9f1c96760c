from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import SourceError
from bot.fetching.addresses import is_public, read_address, read_networks
from bot.fetching.connecting import refuse_forbidden
from bot.fetching.limits import FetchLimits

# The registries of special addresses at IANA, as far as no web server on the internet has one.
SPECIAL = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
    *("192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
    *("224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
    *("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32"),
    *("2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
]
SPECIAL_V4 = [network for network in SPECIAL if ":" not in network]
PUBLIC = ["1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "185.199.108.153", "2606:4700::1111", "2a00:1450::200e"]


def addresses_in(networks: list[str]) -> st.SearchStrategy[IPv4Address | IPv6Address]:
    return st.sampled_from(networks).flatmap(lambda network: st.ip_addresses(network=network))


@given(addresses_in(SPECIAL))
@settings(max_examples=300)
def test_special_addresses_are_not_public(address: IPv4Address | IPv6Address) -> None:
    assert not is_public(read_address(str(address)))


@pytest.mark.parametrize("network", SPECIAL)
def test_both_ends_of_a_special_network_are_not_public(network: str) -> None:
    [whole] = read_networks(network)
    assert not is_public(whole[0])
    assert not is_public(whole[-1])


@given(
    addresses_in(SPECIAL_V4),
    st.sampled_from(["::ffff:{}", "64:ff9b::{}", "2a00:1450::5efe:{}", "2a00:1450::200:5efe:{}", "::{}"]),
)
def test_special_address_inside_ipv6_is_not_public(address: IPv4Address, disguise: str) -> None:
    assert not is_public(read_address(disguise.format(address)))


@pytest.mark.parametrize("address", [*PUBLIC, "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_servers_on_the_internet_are_public(address: str) -> None:
    assert is_public(read_address(address))


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_web_ports_of_public_addresses_are_allowed(port: int) -> None:
    refuse_forbidden("8.8.8.8", port, FetchLimits())


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 9200, 65535])
def test_other_ports_of_public_addresses_are_refused(port: int) -> None:
    with pytest.raises(SourceError, match=f"port {port} is none of a web server: only 80, 443, 8080, 8443"):
        refuse_forbidden("8.8.8.8", port, FetchLimits())


def test_refusal_names_the_address_and_the_setting() -> None:
    with pytest.raises(SourceError) as refused:
        refuse_forbidden("::ffff:10.1.2.3", 80, FetchLimits(), "wiki.example")
    assert refused.value.reason == (
        "wiki.example leads to 10.1.2.3, which is no public address: "
        "if it is meant, the bot's operator can allow it in FETCH_ALLOWED_NETWORKS"
    )


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", "fd00::7"])
def test_operator_allows_a_network_on_every_port(address: str) -> None:
    limits = FetchLimits(allowed_networks=read_networks("10.1.0.0/16, fd00::/8"))
    refuse_forbidden(address, 5000, limits)


@pytest.mark.parametrize("address", ["10.2.0.0", "127.0.0.1", "fe80::1", "169.254.169.254"])
def test_allowed_network_allows_no_other(address: str) -> None:
    with pytest.raises(SourceError, match="no public address"):
        refuse_forbidden(address, 80, FetchLimits(allowed_networks=read_networks("10.1.0.0/16 fd00::/8")))


def test_networks_are_read_from_a_setting() -> None:
    expected = (IPv4Network("10.0.0.0/8"), IPv4Network("192.168.1.7/32"), IPv6Network("fd00::/8"))
    assert read_networks(" 10.0.0.0/8,192.168.1.7 , fd00::/8\n") == expected
    assert read_networks("") == ()


@pytest.mark.parametrize("text", ["intranet", "10.0.0.1/8", "10.0.0.0/33"])
def test_wrong_network_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=text.partition("/")[0]):
        read_networks(f"127.0.0.0/8, {text}")


def test_address_of_its_own_kind_stays_as_it_is() -> None:
    assert read_address("2a00:1450::200e") == ip_address("2a00:1450::200e")
