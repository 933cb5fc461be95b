"""Sets of addresses, as ranges that do not touch: union, intersection, what is left, how many."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import cache

Range = tuple[int, int, int]
"""The protocol's version (4 or 6), the first address and the last."""
Ranges = tuple[Range, ...]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_TOP = {4: 2**32 - 1, 6: 2**128 - 1}
EVERYWHERE: Ranges = ((4, 0, _TOP[4]), (6, 0, _TOP[6]))


def ranges_of(networks: Iterable[Network]) -> Ranges:
    """The addresses that are in one of these networks."""
    return union((one.version, int(one.network_address), int(one.broadcast_address)) for one in networks)


def union(ranges: Iterable[Range]) -> Ranges:
    """All of them, in order, each address once."""
    joined: list[Range] = []
    for version, first, last in sorted(ranges):
        if joined and joined[-1][0] == version and first <= joined[-1][2] + 1:
            joined[-1] = (version, joined[-1][1], max(last, joined[-1][2]))
        else:
            joined.append((version, first, last))
    return tuple(joined)


def common(one: Ranges, other: Ranges) -> Ranges:
    """What both have."""
    found: list[Range] = []
    left, right = 0, 0
    while left < len(one) and right < len(other):
        (version, first, last), (other_version, start, end) = one[left], other[right]
        if version == other_version and max(first, start) <= min(last, end):
            found.append((version, max(first, start), min(last, end)))
        if (version, last) <= (other_version, end):
            left += 1
        else:
            right += 1
    return tuple(found)


def beside(ranges: Ranges) -> Ranges:
    """All other addresses."""
    found: list[Range] = []
    for version, top in _TOP.items():
        at = 0
        for _, first, last in (one for one in ranges if one[0] == version):
            if first > at:
                found.append((version, at, first - 1))
            at = last + 1
        if at <= top:
            found.append((version, at, top))
    return tuple(found)


def within(address: Address, ranges: Ranges) -> bool:
    """Whether the address is in one of them."""
    number = int(address)
    return any(version == address.version and first <= number <= last for version, first, last in ranges)


def networks_of(ranges: Ranges) -> tuple[Network, ...]:
    """The fewest networks that are these addresses."""
    made: dict[int, type[Address]] = {4: ipaddress.IPv4Address, 6: ipaddress.IPv6Address}
    found: list[Network] = []
    for version, first, last in ranges:
        address = made[version]
        found.extend(ipaddress.summarize_address_range(address(first), address(last)))
    return tuple(found)


def size(ranges: Ranges, version: int) -> int:
    """How many addresses of this version."""
    return sum(last - first + 1 for kind, first, last in ranges if kind == version)


# More than these many is everybody: IPv4 addresses of a /8, IPv6 addresses of a /32.
_NARROW = {4: 2**24, 6: 2**96}


def wide(ranges: Ranges) -> bool:
    """Whether they are so many that nobody chose the people behind them."""
    return any(size(ranges, version) > most for version, most in _NARROW.items())


# "IANA IPv4 Special-Purpose Address Registry" and the same for IPv6,
# https://www.iana.org/assignments/iana-ipv4-special-registry and .../iana-ipv6-special-registry, both read
# 2026-11-24: what is not globally reachable, and multicast, which is no source. The networks that are set
# aside for documentation are left out: whoever names one copied an example, and may mean another.
_NOT_PUBLIC = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/29 192.168.0.0/16 "
    "198.18.0.0/15 224.0.0.0/3"
)
_GIVEN_OUT = "2000::/3"
_NOT_PUBLIC_6 = "2001:2::/48 2001:10::/28"


@cache
def public() -> Ranges:
    """The addresses that may stand as the source of a request over the internet."""
    private = ranges_of(map(ipaddress.ip_network, _NOT_PUBLIC.split()))
    private_6 = ranges_of(map(ipaddress.ip_network, _NOT_PUBLIC_6.split()))
    given_out = ranges_of([ipaddress.ip_network(_GIVEN_OUT)])
    return common(beside(union((*private, *private_6))), union((*EVERYWHERE[:1], *given_out)))
