"""A web server on this machine, for tests of fetching; nothing here leaves the loopback."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from firsthand.fetching import Fetcher, FetchSettings

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Pages by path; every request is noted with its headers."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                answer = site.pages.get(self.path)
                if answer is None:
                    send(self, b"nothing here", status=404)
                else:
                    answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.address = f"http://news.test:{self.port}"

    def page(self, path: str, data: bytes | str, status: int = 200, **headers: str) -> str:
        """Put something at a path and give its address."""
        body = data.encode() if isinstance(data, str) else data
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        self.pages[path] = lambda handler: send(handler, body, status, headers)
        return self.address + path

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(p == path for p, _ in self.requests)


def send(
    handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, headers: dict[str, str] | None = None
) -> None:
    handler.send_response(status)
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **(headers or {})}
    for name, value in told.items():
        handler.send_header(name, value)
    handler.end_headers()
    with contextlib.suppress(OSError):
        handler.wfile.write(body)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join(5)


@pytest.fixture
def make_fetcher() -> Callable[..., Fetcher]:
    """Makes fetchers to whom news.test is this machine, which they may connect to."""

    def make(**settings: object) -> Fetcher:
        sleeps: list[float] = []
        told = {"pause_seconds": 0.0, "total_seconds": 5.0, "step_seconds": 2.0, **settings}
        fetcher = Fetcher(
            FetchSettings(allowed_addresses=("127.0.0.1",), **told),  # type: ignore[arg-type]
            resolver=lambda host, port: {"news.test": ["127.0.0.1"], "inside.test": ["10.0.0.7"]}.get(
                host, []
            ),
            sleep=sleeps.append,
        )
        fetcher.sleeps = sleeps  # type: ignore[attr-defined]
        return fetcher

    return make


@pytest.fixture
def fetcher(make_fetcher: Callable[..., Fetcher]) -> Fetcher:
    return make_fetcher()
