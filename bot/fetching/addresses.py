"""Which addresses a stranger's link may lead to: public ones, and networks that the operator vouches for."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

# Some versions of Python count these as global, though none is a web server on the internet.
_OVERLOOKED = (
    IPv4Network("168.63.129.16/32"),  # Azure's metadata, on an otherwise public address
    IPv4Network("192.0.0.0/24"),  # protocol assignments; Oracle's metadata too
    IPv4Network("192.88.99.0/24"),  # 6to4 relays
    IPv4Network("224.0.0.0/4"),  # multicast
    IPv6Network("2001::/23"),  # protocol assignments; Teredo carries an IPv4 address
    IPv6Network("2002::/16"),  # 6to4 carries an IPv4 address
    IPv6Network("3fff::/20"),  # documentation
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = {0x00005EFE, 0x02005EFE}


def read_networks(text: str) -> tuple[Network, ...]:
    """`10.0.0.0/8, fd00::/8` or a single address. Raise ValueError, which names the part that is wrong."""
    return tuple(ip_network(part) for part in text.replace(",", " ").split())


def read_address(text: str) -> Address:
    """Where a packet to `text` ends up: an IPv4 address that only wears the form of IPv6 is unwrapped."""
    address = ip_address(text)
    if isinstance(address, IPv4Address):
        return address
    # A host without IPv4 reaches the public IPv4 internet through NAT64, so its prefix alone says nothing.
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address


def is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and (address not in _GLOBAL_UNICAST or _is_isatap(address)):
        return False
    return address.is_global and not lies_in(address, _OVERLOOKED)


def lies_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


def _is_isatap(address: IPv6Address) -> bool:
    """Tunnelled to the IPv4 address in the last four bytes (RFC 5214, 6.1)."""
    return (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
