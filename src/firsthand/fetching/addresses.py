"""Which addresses may be connected to: public ones, checked after the name was resolved.

A page, feed or redirect is written by somebody else: it must not make this machine ask its own
network. The address that was checked is the one that is connected to, so that a name that resolves to
another one a moment later (DNS rebinding) gains nothing.

Public: :func:`public_addresses`, :func:`parts_of`.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from firsthand.errors import FetchError

MAX_URL = 4000  #: characters
Resolver = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: IPv6 networks whose addresses carry an IPv4 address in their last (or, for 6to4, middle) bits.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


@dataclass(frozen=True, slots=True)
class Parts:
    """An address taken apart, as it goes into a request."""

    scheme: str
    host: str  #: in ASCII, lower case, without brackets
    port: int
    target: str  #: path and query, quoted

    @property
    def netloc(self) -> str:
        """The host as the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt is of."""
        return f"{self.scheme}://{self.netloc}"


def parts_of(url: str) -> Parts:
    """Take an address apart.

    Raises:
        FetchError: It is no http(s) address, or carries a name and password.

    Example:
        >>> parts_of("https://Zürich.example/a b?q=ä#top")
        Parts(scheme='https', host='xn--zrich-kva.example', port=443, target='/a%20b?q=%C3%A4')
    """
    if len(url) > MAX_URL or any(ord(c) < 32 or ord(c) == 127 for c in url):
        raise FetchError("the address is too long or holds control characters", url[:200])
    try:
        split = urlsplit(url)
        host, port = split.hostname or "", split.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchError(f"{url} is no address ({error})", url) from error
    if split.scheme not in ("http", "https") or not host:
        raise FetchError(f"{url} is no http(s) address; only such are fetched", url)
    if split.username is not None or split.password is not None:
        raise FetchError(
            "the address carries a name or password; it is not sent anywhere", url.split("@")[-1]
        )
    target = quote(split.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if split.query:
        target += "?" + quote(split.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return Parts(
        split.scheme, host.lower().rstrip("."), port or {"http": 80, "https": 443}[split.scheme], target
    )


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public_addresses(
    parts: Parts, url: str, *, resolver: Resolver = resolve, allowed: Collection[str] = ()
) -> list[str]:
    """The addresses that a host may be connected at.

    Args:
        parts: The address, taken apart.
        url: The same, for messages.
        resolver: Gives the addresses of a name.
        allowed: Addresses that are fine though they are not public; for tests on this machine.

    Raises:
        FetchError: The name has no address, or any of its addresses is not public.
    """
    try:
        found = resolver(parts.host, parts.port)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{parts.host} has no address ({error}); check the name", url) from error
    if not found:
        raise FetchError(f"{parts.host} has no address; check the name", url)
    for text in found:
        if text not in allowed and not is_public(text):
            raise FetchError(
                f"{parts.host} is at {text}, an address of a private network or of this machine; such are not fetched",
                url,
            )
    return found


def is_public(text: str) -> bool:
    """Whether an address is one of the public internet.

    Example:
        >>> [is_public(a) for a in ("9.9.9.9", "10.0.0.1", "127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1")]
        [True, False, False, False, False]
    """
    try:
        address: Address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if address in _SITE_LOCAL:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
