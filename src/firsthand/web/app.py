"""The workbench as one ASGI application.

Public: :func:`build`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from firsthand.briefs.days import days, in_words
from firsthand.errors import FirsthandError
from firsthand.web import views
from firsthand.web.api import ENDPOINTS, Endpoint, Refused, answer, failure
from firsthand.web.desk import Desk
from firsthand.web.pages import DONE, Shown, page_routes, trouble
from firsthand.web.security import Gate, Guard, TooLong

#: What stands for a status at a glance.
SIGNS = {"disputed": "✕", "differs": "≠", "corroborated": "●", "relayed": "◐", "single": "○"}
MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def build(desk: Desk, guard: Guard, library_name: str = "library") -> Starlette:
    """The application over a desk. ``library_name`` is how command lines on its pages call the library."""
    templates = _templates(library_name)

    def render(request: Request, shown: Shown) -> Response:
        session = request.state.session
        context: dict[str, Any] = {
            "here": "",
            "words": "",
            "session": session,
            "mark": guard.mark_of(session),
            "notice": DONE.get(request.query_params.get("done", "")),
            **shown.context,
        }
        response = HTMLResponse(templates.get_template(shown.template).render(context), shown.status)
        for cookie in getattr(request.state, "cookies", ()):
            response.headers.append("set-cookie", cookie)
        return response

    async def failed(request: Request, error: Exception) -> Response:
        headers: dict[str, str] = {}
        if isinstance(error, HTTPException):
            headers = dict(error.headers or {})
            words = {404: "there is nothing at this address", 405: "this address does not take that method"}
            error = Refused(words.get(error.status_code, error.detail), error.status_code)
        is_api = request.url.path.startswith("/api/")
        response = failure(error) if is_api else render(request, trouble(error))
        response.headers.update(headers)
        return response

    return Starlette(
        routes=[
            *page_routes(desk, guard, render),
            *_api_routes(desk, guard),
            Route("/static/{name}", _static, methods=["GET"]),
        ],
        middleware=[
            Middleware(Gate, guard=guard),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=4),
        ],
        exception_handlers={HTTPException: failed, FirsthandError: failed, TooLong: failed},
    )


def _api_routes(desk: Desk, guard: Guard) -> list[Route]:
    """One route for each path. Ids of reports may hold slashes: longer paths are tried first."""
    held: dict[str, dict[str, Endpoint]] = {}
    for endpoint in ENDPOINTS:
        held.setdefault(endpoint.path, {})[endpoint.method] = endpoint

    def route(path: str, by_method: dict[str, Endpoint]) -> Route:
        async def ask(request: Request) -> Response:
            method = "GET" if request.method == "HEAD" else request.method
            if method != "GET" and not request.state.is_program:
                given = request.headers.get("x-firsthand-mark", "")
                if given != guard.mark_of(request.state.session):
                    return failure(Refused("this page is older than the server’s start; load it again", 403))
            return await answer(by_method[method], request, desk)

        pattern = path.replace("/api/reports/{id}", "/api/reports/{id:path}")
        return Route(pattern, ask, methods=list(by_method))

    return [route(path, held[path]) for path in sorted(held, key=lambda p: (-p.count("/"), p))]


def _templates(library_name: str) -> Environment:
    """Jinja with escaping always on: no template can forget it, none marks a report's words as safe."""
    made = Environment(
        loader=PackageLoader("firsthand.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
    )
    made.globals.update(asset=_asset, signs=SIGNS, days=days, library_name=library_name)
    made.filters.update(one_line=views.one_line, words_of_time=in_words)
    return made


# Files of our own ------------------------------------------------------------------------------------------


@cache
def _file(name: str) -> tuple[bytes, str] | None:
    """A static file and the hash that its address carries; None when there is none of that name."""
    folder = resources.files("firsthand.web").joinpath("static")
    found = {entry.name: entry for entry in folder.iterdir()}.get(name)
    if found is None:
        return None
    data = found.read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:12]


def _asset(name: str) -> str:
    found = _file(name)
    assert found is not None, name
    return f"/static/{name}?v={found[1]}"


def _static(request: Request) -> Response:
    found = _file(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    data, version = found
    kept = request.query_params.get("v") == version
    return Response(
        data,
        media_type=MEDIA[Path(request.path_params["name"]).suffix],
        headers={"cache-control": "public, max-age=31536000, immutable" if kept else "no-cache"},
    )
