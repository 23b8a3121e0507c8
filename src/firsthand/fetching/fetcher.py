"""One address fetched: politely, and with a bound to everything.

Polite: it says who it is, keeps to robots.txt (RFC 9309, read by Protego), waits between requests to one
host, asks only whether something changed where it can, and obeys Retry-After. Bounded: the size as sent
and as unpacked, the time in all, redirects. Every hop's address is checked (``addresses``) and the
checked one is connected to; proxies of the environment are not used, since they would undo that.

Public: :class:`Fetcher`, :class:`FetchSettings`, :class:`Fetched`.
"""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import urljoin

from firsthand.errors import FetchError
from firsthand.fetching.addresses import Parts, Resolver, parts_of, public_addresses, resolve

AGENT = "firsthand"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_ROBOTS_BYTES = 512_000  #: RFC 9309 asks for at least 500 KiB
ROBOTS_SECONDS = 24 * 3600.0  #: RFC 9309: not to be used longer
MAX_DELAY = 60.0  #: seconds that a robots.txt can make us wait between requests
MAX_ADDRESSES = 4  #: of one host that are tried
#: Headers that are kept with what was fetched: what tells its form, age and way.
KEPT_HEADERS = ("content-type", "etag", "last-modified", "date", "server", "content-language")


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How far fetching may go. Times in seconds, sizes in bytes."""

    max_bytes: int = 32 << 20
    total_seconds: float = 60.0
    step_seconds: float = 15.0  #: without a byte
    max_redirects: int = 5
    pause_seconds: float = 1.0  #: between two requests to one host
    keep_to_robots: bool = True
    #: Addresses (IP) that may be connected to though they are not public. For tests on this machine only.
    allowed_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave. ``status`` is 200, or 304 when it has not changed (and no data)."""

    url: str  #: as it was asked for
    final_url: str  #: after redirects
    status: int
    headers: Mapping[str, str]  #: names in lower case
    data: bytes
    retrieved: str  #: ISO 8601, UTC

    @property
    def facts(self) -> dict[str, str]:
        """What the way here said of the bytes, for the chain of custody."""
        told = {name: self.headers[name] for name in KEPT_HEADERS if name in self.headers}
        return {"status": str(self.status), "final-url": self.final_url, **told}

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "application/octet-stream")


@dataclass(slots=True)
class _Host:
    """What is remembered of one origin."""

    next_at: float = 0.0
    delay: float = 0.0
    robots: Any = None
    robots_until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Refused(FetchError):
    """The server answered, and will not give it now: ``status``, and when to ask again."""

    def __init__(self, message: str, url: str, status: int, retry_after: float | None) -> None:
        super().__init__(message, url)
        self.status, self.retry_after = status, retry_after


class Fetcher:
    """Fetches addresses. May be used from any thread; one host is asked one thing at a time."""

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        resolver: Resolver = resolve,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings or FetchSettings()
        self._resolver, self._sleep = resolver, sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()
        self._agent = f"{AGENT}/{version('firsthand')}"

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Fetch an address.

        Args:
            url: An http(s) address.
            etag: What the server called the copy that is had, to be told "not modified".
            last_modified: The date it gave that copy.

        Raises:
            FetchError: It must not be fetched (not public, robots.txt), cannot be, or is too much.
            Refused: The server said no.
        """
        asked = {}
        if etag:
            asked["If-None-Match"] = etag
        if last_modified:
            asked["If-Modified-Since"] = last_modified
        return self._follow(url, asked, robots=self.settings.keep_to_robots, most=self.settings.max_bytes)

    def _follow(self, url: str, asked: Mapping[str, str], *, robots: bool, most: int) -> Fetched:
        deadline = time.monotonic() + self.settings.total_seconds
        here = url
        for _ in range(self.settings.max_redirects + 1):
            parts = parts_of(here)
            host = self._host(parts)
            if robots and not self._may(parts, host, here):
                raise FetchError(f"robots.txt of {parts.host} asks not to fetch {here}", url)
            with host.lock:
                self._wait(host)
                try:
                    status, headers, data = self._ask(parts, here, asked, deadline, most)
                finally:
                    host.next_at = time.monotonic() + max(self.settings.pause_seconds, host.delay)
            if status in REDIRECTS and headers.get("location"):
                here = urljoin(here, headers["location"])
                continue
            if status == 304 and asked:
                data = b""
            elif status != 200:
                raise Refused(
                    f"{here} answers {status}" + (f" ({_REASONS[status]})" if status in _REASONS else ""),
                    url,
                    status,
                    _retry_after(headers.get("retry-after")),
                )
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            return Fetched(url=url, final_url=here, status=status, headers=headers, data=data, retrieved=now)
        raise FetchError(f"{url} leads on more than {self.settings.max_redirects} times", url)

    def _host(self, parts: Parts) -> _Host:
        with self._lock:
            return self._hosts.setdefault(parts.origin, _Host())

    def _wait(self, host: _Host) -> None:
        left = host.next_at - time.monotonic()
        if left > 0:
            self._sleep(left)

    def _may(self, parts: Parts, host: _Host, url: str) -> bool:
        """Whether robots.txt lets us; unreachable means no, missing means yes (RFC 9309, 2.3.1)."""
        from protego import Protego

        now = time.monotonic()
        if host.robots is None or now > host.robots_until:
            try:
                found = self._follow(f"{parts.origin}/robots.txt", {}, robots=False, most=MAX_ROBOTS_BYTES)
                text = found.data.decode("utf-8", "replace")
            except Refused as refused:
                text = "" if 400 <= refused.status < 500 else "User-agent: *\nDisallow: /"
            except FetchError as error:
                raise FetchError(f"robots.txt of {parts.host} could not be had: {error}", url) from error
            host.robots = Protego.parse(text)
            host.robots_until = now + ROBOTS_SECONDS
            host.delay = min(float(host.robots.crawl_delay(AGENT) or 0.0), MAX_DELAY)
        return bool(host.robots.can_fetch(url, AGENT))

    def _ask(
        self, parts: Parts, url: str, asked: Mapping[str, str], deadline: float, most: int
    ) -> tuple[int, dict[str, str], bytes]:
        import urllib3

        addresses = public_addresses(
            parts, url, resolver=self._resolver, allowed=self.settings.allowed_addresses
        )
        left = deadline - time.monotonic()
        if left <= 0:
            raise FetchError(f"{url} took longer than {self.settings.total_seconds:.0f} s", url)
        connection = self._connected(parts, addresses, url)
        # Steps are bounded by their own time-out; a server that sends a byte now and then is by this.
        watch = threading.Timer(left, _cut, (connection,))
        watch.daemon = True
        watch.start()
        try:
            connection.request(
                "GET",
                parts.target,
                headers={
                    "Host": parts.netloc,
                    "User-Agent": self._agent,
                    "Accept": "text/html,application/xhtml+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8",
                    "Accept-Encoding": "gzip, deflate",
                    **asked,
                },
                preload_content=False,
                decode_content=False,
            )
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.headers.items()}
            status = int(response.status)
            data = (
                b"" if status in REDIRECTS or status == 304 else _body(response, headers, url, most, deadline)
            )
            return status, headers, data
        except FetchError:
            raise
        except (urllib3.exceptions.HTTPError, OSError, ValueError, zlib.error) as error:
            if time.monotonic() >= deadline:
                raise FetchError(
                    f"{url} took longer than {self.settings.total_seconds:.0f} s", url
                ) from error
            raise FetchError(f"{url} could not be fetched: {error}", url) from error
        finally:
            watch.cancel()
            connection.close()

    def _connected(self, parts: Parts, addresses: list[str], url: str) -> Any:
        import urllib3

        problem: Exception | None = None
        for address in addresses[:MAX_ADDRESSES]:
            connection = self._connection(parts, address)
            try:
                connection.connect()
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                connection.close()
                problem = error
            else:
                return connection
        raise FetchError(f"{url} could not be reached: {problem}", url) from problem

    def _connection(self, parts: Parts, address: str) -> Any:
        from urllib3.connection import HTTPConnection, HTTPSConnection

        if parts.scheme == "http":
            return HTTPConnection(address, parts.port, timeout=self.settings.step_seconds)
        import certifi

        return HTTPSConnection(
            address,
            parts.port,
            timeout=self.settings.step_seconds,
            # The name is checked against the certificate, though we connect by address.
            server_hostname=parts.host,
            assert_hostname=parts.host,
            cert_reqs="CERT_REQUIRED",
            ca_certs=certifi.where(),
        )


_REASONS = {
    401: "asks for a login",
    403: "forbidden",
    404: "not there",
    410: "gone",
    429: "too often",
    503: "busy",
}


def _body(response: Any, headers: Mapping[str, str], url: str, most: int, deadline: float) -> bytes:
    """The whole body, unpacked, if it is not too much."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip", "deflate"):
        # 47: gzip or zlib, whichever it is.
        unpack = zlib.decompressobj(47)
    elif coding in ("identity", ""):
        unpack = None
    else:
        raise FetchError(f"{url} comes packed as {coding!r}, which was not asked for", url)
    parts: list[bytes] = []
    size = sent = 0
    while True:
        piece = response.read1(1 << 16)
        if not piece:
            break
        sent += len(piece)
        if time.monotonic() > deadline:
            raise FetchError(f"{url} took too long", url)
        if unpack is not None:
            piece = unpack.decompress(piece, most + 1 - size)
        size += len(piece)
        if size > most or sent > most:
            raise FetchError(f"{url} has more than {most >> 20} MB; that much is not fetched", url)
        parts.append(piece)
    if unpack is not None and not unpack.eof:
        raise FetchError(f"{url} breaks off before its end", url)
    return b"".join(parts)


def _cut(connection: Any) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It has ended by itself meanwhile.
            return


def _retry_after(value: str | None) -> float | None:
    """Seconds that a server asks us to wait."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (when - datetime.now(UTC)).total_seconds()) if when.tzinfo else None
