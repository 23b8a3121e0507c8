"""Who may ask, and what a page may do.

The workbench holds other people's work in progress and shows hostile texts. So:

- a request must name a host that the server goes by (a page elsewhere cannot point its own name at
  this machine);
- with a token set, everything but the door wants it: ``Authorization: Bearer`` from programs, a
  signed cookie from a browser that gave the token once;
- what changes something must come from a page of ours: not from another site (``Sec-Fetch-Site``,
  ``Origin``), a form with its mark, a program with JSON (which other sites cannot send unasked);
- every page is told to run nothing but our own files, to load nothing from elsewhere, and to be
  framed by nobody.

Public: :class:`Guard`, :class:`Gate`, :func:`is_loopback`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "firsthand"
SAFE = ("GET", "HEAD", "OPTIONS")
#: Bytes of a request's body at most; the API's intake streams and counts by itself.
MOST_BODY = 2 * 1024 * 1024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # "no-referrer" would make browsers send our own forms with "Origin: null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def is_loopback(host: str) -> bool:
    """Whether a host to bind to can be reached from this machine only.

    Example:
        >>> [is_loopback(h) for h in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.168.1.4")]
        [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that was let in: the person it speaks for, and its own random name."""

    person: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What the server knows of itself: its names, its token, its person, and a secret to sign with.

    ``token`` None lets everybody in who reaches the server: for loopback only. ``person`` is whom
    decisions are logged under when a browser has not said otherwise.
    """

    hosts: frozenset[str]
    person: str
    token: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def knows_host(self, header: str | None) -> bool:
        """Whether a ``Host`` header names this server, whatever the port."""
        if not header:
            return False
        try:
            host = urlsplit(f"//{header}").hostname
        except ValueError:
            return False
        return host in self.hosts

    def is_token(self, given: str) -> bool:
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def sign(self, purpose: str, words: str) -> str:
        made = hmac.new(self.secret, f"{purpose}\0{words}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    def cookie_of(self, session: Session) -> str:
        """The cookie's value: person and name, signed."""
        body = base64.urlsafe_b64encode(json.dumps([session.person, session.name]).encode()).decode()
        return f"{body}.{self.sign('session', body)}"

    def session_of(self, cookie: str | None) -> Session | None:
        """The session a cookie stands for; None when it is not ours."""
        body, _, signature = (cookie or "").partition(".")
        if not signature or not hmac.compare_digest(signature.encode(), self.sign("session", body).encode()):
            return None
        person, name = json.loads(base64.urlsafe_b64decode(body))
        return Session(person, name)

    def new_session(self, person: str | None = None) -> Session:
        return Session(person or self.person, secrets.token_urlsafe(18))

    def mark_of(self, session: Session) -> str:
        """What a form carries to show that it is ours."""
        return self.sign("form", session.name)


class Gate:
    """ASGI middleware: lets in what :class:`Guard` allows and puts :data:`HEADERS` on every answer.

    Behind it ``request.state.session`` is set, and ``request.state.is_program`` tells a bearer token
    or a request without any mark of a browser.
    """

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app = app
        self.guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        session = self.guard.session_of(_cookie(request))
        fresh = session is None and self.guard.token is None
        if fresh:
            session = self.guard.new_session()

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/"):
                    headers["cache-control"] = "no-store"
                if fresh and session is not None and "text/html" in headers.get("content-type", ""):
                    headers.append(
                        "set-cookie", cookie_header(self.guard.cookie_of(session), _is_https(request))
                    )
            await send(message)

        refusal = self._refusal(request, session)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        scope.setdefault("state", {})
        bearer = _bearer(request.headers)
        scope["state"]["session"] = session or self.guard.new_session()
        scope["state"]["is_program"] = bearer is not None or not _is_browser(request.headers)
        await self.app(scope, _bounded(receive, scope), guarded)

    def _refusal(self, request: Request, session: Session | None) -> Response | None:
        headers, path = request.headers, request.url.path
        if not self.guard.knows_host(headers.get("host")):
            return refuse(
                request,
                421,
                "this server does not go by the host that the request names; open it by the address it "
                "printed at its start, or start it with --name for a name of yours",
            )
        if request.method not in SAFE and _is_foreign(headers):
            return refuse(
                request,
                403,
                "requests from other sites are refused; use the workbench's own pages or the API",
            )
        if self.guard.token is None or path.startswith("/static/") or path == "/enter":
            return None
        bearer = _bearer(headers)
        if session is not None or (bearer is not None and self.guard.is_token(bearer)):
            return None
        if path.startswith("/api/") or request.method not in SAFE:
            response = refuse(
                request, 401, "this server wants its token; send it as 'Authorization: Bearer TOKEN'"
            )
            response.headers["www-authenticate"] = 'Bearer realm="firsthand"'
            return response
        return RedirectResponse(f"/enter?next={quote(path, safe='/')}", status_code=303)


def refuse(request: Request, status: int, message: str) -> Response:
    """An error in the shape that the asker reads: JSON for the API, words for a person."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": {"status": status, "message": message}}, status)
    return PlainTextResponse(f"firsthand: {message}\n", status)


def cookie_header(value: str, secure: bool) -> str:
    """A session's cookie: this site's pages only, out of reach of scripts, gone with the browser."""
    return f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict" + ("; Secure" if secure else "")


def _cookie(request: Request) -> str | None:
    try:
        found: Any = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return None if found is None else str(found.value)


def _bearer(headers: Headers) -> str | None:
    kind, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if kind.lower() == "bearer" else None


def _is_browser(headers: Headers) -> bool:
    return "sec-fetch-site" in headers or "origin" in headers


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that another site sent this; programs say nothing of the kind."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def _is_https(request: Request) -> bool:
    return request.url.scheme == "https"


def _bounded(receive: Receive, scope: Scope) -> Receive:
    """Stop a body that grows past what a form or a decision can be."""
    if scope["path"] == "/api/reports":
        return receive
    n_bytes = 0

    async def counted() -> Message:
        nonlocal n_bytes
        message = await receive()
        n_bytes += len(message.get("body", b""))
        if n_bytes > MOST_BODY:
            raise TooLong(f"the request is longer than {MOST_BODY} bytes; send less at once")
        return message

    return counted


class TooLong(Exception):
    """A request's body is longer than anything that is expected of one."""
