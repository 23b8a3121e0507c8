"""The pages: one function for each, a request in, a template's context out.

What changes something is a form that carries our mark, does it through :class:`Desk` and leads back to
a page. Everything works without scripts.

Public: :func:`page_routes`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import msgspec
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from firsthand.briefs.days import days
from firsthand.briefs.forms import FORMS
from firsthand.briefs.graph import draw_lineage
from firsthand.briefs.outline import printed
from firsthand.errors import FirsthandError
from firsthand.library import Filters, ReportRow
from firsthand.model import RELIABILITY, Decision, RateSource, Ratings, rated_by
from firsthand.model.outlets import outlet_name
from firsthand.model.wording import wording_changes
from firsthand.web import shapes, views
from firsthand.web.api import ENDPOINTS, Refused, asked, filters_of
from firsthand.web.desk import Desk, Told, days_ago
from firsthand.web.security import Guard, Session, cookie_header

PER_PAGE = 50
#: Seconds without a page after which the next one starts a new look.
LOOK = 30 * 60
LOOKED = "firsthand-looked"
KEY = "s"  #: stands before the anchors of the lineage picture

ORDERS = (
    ("newest", "Newest"),
    ("biggest", "Biggest"),
    ("disputed", "Most disputed"),
    ("changed", "Changed since you last looked"),
)
KEYS = (
    (("j", "k"), "next and previous story, point or report"),
    (("Enter",), "open what is focused: a story, a point, a claim’s report"),
    (("o",), "fold or unfold the point you are in"),
    (("c", "C"), "next and previous claim"),
    (("x",), "choose the point, claim, story or report you are at"),
    (("Esc",), "close the report beside the points; take choices back"),
    (("1", "…", "8"), "views of a story, or orders of the stories"),
    (("n", "p"), "next and previous shared passage, side by side"),
    (("/",), "search the reports"),
    (("g", "s"), "go to stories; also g r reports, g o sources, g d decisions, g a add, g h help"),
    (("?",), "this page"),
)
STATUSES = (
    ("disputed", "disputed", "One report says so, another denies it."),
    (
        "differs",
        "reports differ",
        "Values or times that cannot all be true; nobody denies. Or it has developed.",
    ),
    (
        "corroborated",
        "independently reported",
        "Compatible claims of at least two origins that do not lean on each other, as far as the texts show;"
        " perhaps so, where they may share a source that none of them names.",
    ),
    ("relayed", "one origin", "Two or more reports, and one source behind them."),
    ("single", "one report", "No other report was found to say it; silence is not denial."),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: its template, what stands in it, and its HTTP status."""

    template: str
    context: Mapping[str, Any]
    status: int = 200


Render = Callable[[Request, Shown], Response]
Page = Callable[[Desk, Request], Shown | Response]
Form = Mapping[str, list[str]]
Act = Callable[[Desk, Request, Form], str]


def page_routes(desk: Desk, guard: Guard, render: Render) -> list[Route]:
    """The routes of all pages."""

    def page(path: str, make: Page) -> Route:
        @wraps(make)
        def endpoint(request: Request) -> Response:
            try:
                found = make(desk, request)
            except (FirsthandError, msgspec.ValidationError) as error:
                found = trouble(error)
            return found if isinstance(found, Response) else render(request, found)

        return Route(path, endpoint, methods=["GET"])

    def form(path: str, act: Act) -> Route:
        async def endpoint(request: Request) -> Response:
            given = await fields(request)
            session: Session = request.state.session
            if given.get("mark", [""])[0] != guard.mark_of(session):
                problem = Refused("this page is older than the server’s start; load it again and repeat", 403)
                return await run_in_threadpool(render, request, trouble(problem))
            try:
                target = await run_in_threadpool(act, desk, request, given)
            except (FirsthandError, msgspec.ValidationError) as error:
                return await run_in_threadpool(render, request, trouble(error))
            return RedirectResponse(target, status_code=303)

        return Route(path, endpoint, methods=["POST"])

    async def enter(request: Request) -> Response:
        if request.method == "GET":
            return render(
                request, Shown("enter.html", {"next": _inside(request.query_params.get("next", "/"))})
            )
        given = await fields(request)
        target = _inside(given.get("next", ["/"])[0])
        if not guard.is_token(given.get("token", [""])[0]):
            # Slow enough that guessing is hopeless, short enough for a slip of the keys.
            await run_in_threadpool(time.sleep, 0.5)
            return render(
                request, Shown("enter.html", {"next": target, "problem": "That is not the token."}, 403)
            )
        person = views.one_line(given.get("person", [""])[0])[:80] or guard.person
        response = RedirectResponse(target, status_code=303)
        cookie = guard.cookie_of(guard.new_session(person))
        response.headers.append("set-cookie", cookie_header(cookie, request.url.scheme == "https"))
        return response

    story = "/stories/{id}"
    return [
        Route("/enter", enter, methods=["GET", "POST"]),
        page("/", stories),
        page(story, account),
        page(f"{story}/claims/{{claim}}", claim),
        page(f"{story}/table", table),
        page(f"{story}/timeline", timeline),
        page(f"{story}/lineage", lineage),
        page(f"{story}/compare", compare),
        page(f"{story}/changes", changes),
        page(f"{story}/reports", story_reports),
        page(f"{story}/exports", exports),
        page("/reports", reports),
        page("/reports/{id:path}", report),
        page("/sources", sources),
        page("/decisions", decisions),
        page("/add", add),
        page("/help", help_),
        form(f"{story}/read", do_read),
        form(f"{story}/join-points", do_join_points),
        form(f"{story}/part-point", do_part_point),
        form(f"{story}/set-aside", do_set_aside),
        form(f"{story}/name-speaker", do_name_speaker),
        form(f"{story}/part-story", do_part_story),
        form("/decisions/join-stories", do_join_stories),
        form("/decisions/rate", do_rate),
        form("/decisions/{id}/undo", do_undo),
        form("/add", do_add),
    ]


async def fields(request: Request) -> Form:
    """The fields of a form."""
    body = await request.body()
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=5000)


def trouble(error: Exception) -> Shown:
    """A page that says what went wrong and what to do."""
    from firsthand.web.api import status_of

    status = status_of(error)
    heading = {404: "Not here", 409: "Already so", 403: "Refused"}.get(status, "That could not be done")
    return Shown("error.html", {"heading": heading, "message": views.one_line(str(error))}, status)


def _inside(path: str) -> str:
    """A path of this server, whatever somebody made of the address."""
    parts = urlsplit(path)
    is_ours = (
        not parts.scheme and not parts.netloc and path.startswith("/") and not path.startswith(("//", "/\\"))
    )
    return path if is_ours and path.isprintable() else "/"


def _filled(request: Request) -> dict[str, str]:
    """The fields of a form in the address that somebody filled in."""
    return {k: v for k, v in request.query_params.items() if v and k != "done"}


def _query(request: Request) -> Callable[..., str]:
    """The page's address with other parameters, for links; None takes one away."""

    def changed(**others: Any) -> str:
        given = dict(parse_qsl(request.url.query))
        given.update({k: str(v) for k, v in others.items() if v is not None})
        return urlencode(
            [(k, v) for k, v in given.items() if v and k not in {o for o, w in others.items() if w is None}]
        )

    return changed


# Lists ---------------------------------------------------------------------------------------------------


def looked_at(request: Request, position: int) -> tuple[int, str]:
    """The position of the log at which this browser's last look ended, and the cookie to keep it.

    A look is a run of pages with no pause of half an hour; what came after the run before this one is
    new. The cookie holds "end of the last look.end of this one.time".
    """
    now = int(time.time())
    found = re.fullmatch(r"(\d{1,15})\.(\d{1,15})\.(\d{1,12})", request.cookies.get(LOOKED, ""))
    base, latest, at = (int(x) for x in found.groups()) if found else (position, position, now)
    if now - at > LOOK:
        base = latest
    return min(
        base, position
    ), f"{LOOKED}={base}.{position}.{now}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000"


def stories(desk: Desk, request: Request) -> Shown | Response:
    """Stories: newest, biggest, most disputed, changed since the last look; searched and filtered."""
    q = asked(shapes.StoriesQuery, _filled(request))
    library = desk.library
    looked, cookie = looked_at(request, library.position())
    filters = filters_of(q)
    if q.order == "changed" and filters.changed_after is None:
        filters = replace(filters, changed_after=looked)
    page = library.stories(filters, words=q.words, order=q.order, limit=q.limit, offset=q.offset)
    request.state.cookies = [cookie]
    return Shown(
        "stories.html",
        {
            "here": "/",
            "q": q,
            "page": page,
            "size": q.limit,
            "orders": ORDERS,
            "looked": looked,
            "is_filtered": any((q.words, q.since, q.until, q.outlet, q.place)),
            "outlets": library.outlets(),
            "places": library.places(),
            "query": _query(request),
        },
    )


def reports(desk: Desk, request: Request) -> Shown:
    """Reports: the newest, or those that a search finds."""
    q = asked(shapes.ReportsQuery, _filled(request))
    library, filters = desk.library, filters_of(q)
    rows: list[tuple[ReportRow, tuple[views.Piece, ...]]]
    if q.words:
        hits = library.search(q.words, filters, limit=q.limit, offset=q.offset)
        rows, total = [(h.report, views.lit(h.excerpt, h.marks)) for h in hits.items], hits.total
    else:
        found = library.reports(filters, limit=q.limit, offset=q.offset)
        rows, total = [(r, ()) for r in found.items], found.total
    return Shown(
        "reports.html",
        {
            "here": "/reports",
            "q": q,
            "words": q.words,
            "rows": rows,
            "total": total,
            "offset": q.offset,
            "size": q.limit,
            "outlets": library.outlets(),
            "query": _query(request),
        },
    )


def report(desk: Desk, request: Request) -> Shown:
    """The record of a report: its words, versions and what differs between them, chain of custody."""
    id = request.path_params["id"]
    wanted = request.query_params.get("version", "")
    library = desk.library
    versions = library.versions(id)
    number = int(wanted) if wanted.isdecimal() else versions[-1].number
    version = library.report(id, number)
    made = version.report
    story = library.story_of(id)
    pieces: tuple[views.Piece, ...] = views.cut(made.text, [])
    if story is not None and number == versions[-1].number:
        told = desk.told(story)
        view = views.report_view(told.account, Ratings(), id) if told else None
        if view is not None:
            pieces = view.pieces
    before = next((v for v in versions if v.number == number - 1), None)
    difference = list(words_changed(before.report.text, made.text)) if before else []
    outlet = outlet_name(made.outlet) if made.outlet else "no outlet named"
    return Shown(
        "report.html",
        {
            "here": "/reports",
            "id": id,
            "title": views.one_line(made.title or "") or views.one_line(id),
            "outlet": views.one_line(outlet),
            "rating": desk.rated(story).of(outlet),
            "printed": views.one_line(printed(made)),
            "story": story,
            "url": views.web_address(made.url),
            "language": views.language_of(made),
            "pieces": pieces,
            "versions": versions,
            "number": number,
            "difference": difference,
            "sha256": version.sha256,
            "retrievals": library.retrievals(id),
        },
    )


def words_changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Two versions of a text as one: what was kept, removed and added, in order."""
    at = 0
    for change in wording_changes(before, after):
        yield "kept", views.kept(after[at : change.after.start])
        yield "removed", views.kept(change.before.of(before))
        yield "added", views.kept(change.after.of(after))
        at = change.after.end
    yield "kept", views.kept(after[at:])


# A story -------------------------------------------------------------------------------------------------


def _told(desk: Desk, request: Request) -> Told | None:
    wanted = request.query_params.get("account", "")
    return desk.told(request.path_params["id"], int(wanted) if wanted.isdecimal() else None)


def _frame(desk: Desk, request: Request, tab: str, told: Told | None) -> dict[str, Any]:
    """What every view of a story shows above it."""
    row = desk.library.story_row(request.path_params["id"])
    is_latest = told is None or told.row.number == told.history[-1].number
    return {
        "here": "/",
        "story": row.id,
        "title": views.one_line(row.title),
        "days": days(row.start, row.end),
        "n_reports": row.n_reports,
        "number": told.row.number if told else None,
        "made_at": told.row.at if told else None,
        "is_stale": row.is_stale and is_latest,
        "tab": tab,
        "query": _query(request),
    }


def _unread(desk: Desk, request: Request, tab: str) -> Shown:
    """A story that nobody has read yet: its reports, and a way to read them."""
    frame = _frame(desk, request, tab, None)
    return Shown("unread.html", {**frame, "rows": _rows(desk, frame["story"])})


def _rows(desk: Desk, story: str) -> tuple[ReportRow, ...]:
    return desk.library.reports(Filters(story=story), limit=1000).items


def account(desk: Desk, request: Request) -> Shown:
    """The account: points with their standing and origins, claims in exact words."""
    told = _told(desk, request)
    if told is None:
        return _unread(desk, request, "Account")
    story = told.row.story
    show_all = request.query_params.get("all") == "true"
    view = views.story_view(told.account, desk.rated(story), show_all=show_all)
    decided = tuple(
        views.decision_view(d) for d in desk.library.decisions(story) if not isinstance(d.action, RateSource)
    )
    return Shown(
        "story.html",
        {
            **_frame(desk, request, "Account", told),
            "view": replace(view, decisions=decided),
            "since": _since_yesterday(desk, told),
        },
    )


def _since_yesterday(desk: Desk, told: Told) -> tuple[tuple[int, str], ...]:
    """What is different from the account that stood a day ago, counted: (how many, of what)."""
    before = desk.before(told.history, days_ago(1))
    if before.number >= told.row.number:
        return ()
    found = desk.changes(told.row.story, before.number, told.row.number)
    counts = (
        (len(found.reports_added), "report came", "reports came"),
        (len(found.points_added), "point is new", "points are new"),
        (len(found.points_changed), "point changed", "points changed"),
        (len(found.points_gone), "point went", "points went"),
    )
    return tuple((n, one if n == 1 else many) for n, one, many in counts if n)


def claim(desk: Desk, request: Request) -> Shown:
    """A claim's report with its words lit, and what can be done about it."""
    told = _told(desk, request)
    if told is None:
        return _unread(desk, request, "Account")
    story, wanted = told.row.story, request.path_params["claim"]
    point, found = desk.claim(story, told.row.number, wanted)
    rated = desk.rated(story)
    is_part = request.headers.get("x-firsthand-part") == "pane"
    shown_point, shown_claim = views.point_view(told.account, rated, point, wanted)
    context = {
        **_frame(desk, request, "Account", told),
        "report": views.report_view(told.account, rated, found.report),
        "point": shown_point,
        "claim": shown_claim,
        "speakers": views.speakers(told.account),
    }
    return Shown("claim_pane.html" if is_part else "claim.html", context)


def _view(tab: str, template: str, make: Callable[[Desk, Request, Told], Mapping[str, Any]]) -> Page:
    """A page that shows an account in one of its views."""

    def page(desk: Desk, request: Request) -> Shown:
        told = _told(desk, request)
        if told is None:
            return _unread(desk, request, tab)
        return Shown(template, {**_frame(desk, request, tab, told), **make(desk, request, told)})

    return page


def _offset(request: Request) -> int:
    given = request.query_params.get("offset", "")
    return int(given) if given.isdecimal() and len(given) < 8 else 0


def _table(desk: Desk, request: Request, told: Told) -> Mapping[str, Any]:
    view = views.table_view(told.account, desk.rated(told.row.story), _offset(request))
    return {"view": view, "size": views.TABLE_ROWS}


def _timeline(desk: Desk, request: Request, told: Told) -> Mapping[str, Any]:
    return {"view": views.timeline_view(told.account)}


def _lineage(desk: Desk, request: Request, told: Told) -> Mapping[str, Any]:
    rated = desk.rated(told.row.story)
    links, origins = views.lineage_view(told.account, rated)
    # The picture is ours, drawn with every name escaped.
    picture = Markup(draw_lineage(views.arrange(told.account, rated).made, KEY))
    return {"links": links, "origins": origins, "picture": picture, "key": KEY}


def _compare(desk: Desk, request: Request, told: Told) -> Mapping[str, Any]:
    rated = desk.rated(told.row.story)
    lines = views.report_lines(told.account, views.arrange(told.account, rated).made)
    left, right = views.likely_pair(told.account)
    left = request.query_params.get("left", left or "")
    right = request.query_params.get("right", right or "")
    view = views.pair_view(told.account, rated, left, right) if left and right and left != right else None
    return {"reports": lines, "left": left, "right": right, "view": view}


def _changes(desk: Desk, request: Request, told: Told) -> Mapping[str, Any]:
    history = told.history
    context: dict[str, Any] = {"history": history, "view": None}
    if len(history) < 2:
        return context
    given = {k: request.query_params.get(k, "") for k in ("before", "after")}
    after = int(given["after"]) if given["after"].isdecimal() else told.row.number
    if given["before"].isdecimal():
        before, why = int(given["before"]), ""
    else:
        before, why = desk.before(history, days_ago(1)).number, "Since yesterday."
        if before >= after:
            before, why = max(1, after - 1), "Nothing is new since yesterday; this is the change before."
    story = told.row.story
    old, new = desk.told(story, before), desk.told(story, after)
    assert old is not None and new is not None
    found = desk.changes(story, before, after)
    view = views.changes_view(old.account, new.account, found, desk.rated(story))
    return {**context, "before": before, "after": after, "chosen_because": why, "view": view}


def _exports(desk: Desk, request: Request, told: Told) -> Mapping[str, Any]:
    return {"exports": tuple(FORMS.values())}


table = _view("Table", "table.html", _table)
timeline = _view("Timeline", "timeline.html", _timeline)
lineage = _view("Lineage", "lineage.html", _lineage)
compare = _view("Side by side", "compare.html", _compare)
changes = _view("Changes", "changes.html", _changes)
exports = _view("Exports", "exports.html", _exports)


def story_reports(desk: Desk, request: Request) -> Shown:
    """The reports of a story, and which of them belong elsewhere."""
    told = _told(desk, request)
    frame = _frame(desk, request, "Reports", told)
    if told is None:
        return Shown("unread.html", {**frame, "rows": _rows(desk, frame["story"])})
    made = views.arrange(told.account, desk.rated(frame["story"])).made
    return Shown("story_reports.html", {**frame, "reports": views.report_lines(told.account, made)})


# Sources, decisions, help ----------------------------------------------------------------------------------


def _newest(found: tuple[Decision, ...], most: int = 200) -> tuple[views.DecisionView, ...]:
    return tuple(views.decision_view(d) for d in reversed(found[-most:]))


def sources(desk: Desk, request: Request) -> Shown:
    """Outlets, and how reliable people hold sources to be."""
    found = tuple(d for d in desk.library.decisions() if isinstance(d.action, RateSource))
    outlets = desk.library.outlets()
    rated = rated_by(found)
    grades = {name: letter for name, _ in outlets if (letter := rated.of(name))}
    return Shown(
        "sources.html",
        {
            "here": "/sources",
            "outlets": outlets,
            "rated": _newest(found),
            "grades": grades,
            "reliability": RELIABILITY,
        },
    )


def decisions(desk: Desk, request: Request) -> Shown:
    """All decisions, and the newest of the log."""
    found = desk.library.decisions(undone=True)
    log = desk.library.log(newest=True, limit=100)
    return Shown("decisions.html", {"here": "/decisions", "decisions": _newest(found), "log": log})


def add(desk: Desk, request: Request) -> Shown:
    """A way in for reports."""
    return Shown("add.html", {"here": "/add"})


def help_(desk: Desk, request: Request) -> Shown:
    """Keys, words and the API."""
    return Shown(
        "help.html",
        {
            "here": "/help",
            "keys": KEYS,
            "statuses": STATUSES,
            "reliability": RELIABILITY,
            "endpoints": ENDPOINTS,
        },
    )


# Acts ----------------------------------------------------------------------------------------------------


def _one(given: Form, name: str) -> str:
    found = given.get(name, [""])[0].strip()
    if not found:
        raise Refused(f"the form came without {name!r}; load the page again and repeat")
    return found


def _number(given: Form) -> int:
    found = _one(given, "account")
    if not found.isdecimal() or len(found) > 12:
        raise Refused(f"{found!r} is no account’s number; load the page again and repeat")
    return int(found)


def _person(request: Request) -> str:
    session: Session = request.state.session
    return session.person


def do_read(desk: Desk, request: Request, given: Form) -> str:
    story = desk.library.story(request.path_params["id"]).id
    desk.tell(story, _person(request))
    return f"/stories/{story}"


def _corrected(desk: Desk, story: str, decision: Decision, done: str) -> str:
    """Where to go after a correction: to the point that it shaped, else to the decisions."""
    point = desk.home(story, decision)
    return (
        f"/stories/{story}?done={done}&all=true#{point}" if point else f"/stories/{story}?done={done}#decided"
    )


def do_join_points(desk: Desk, request: Request, given: Form) -> str:
    points = given.get("point", [])
    if len(points) < 2:
        raise Refused("one point cannot be joined with itself; choose two or more")
    story = request.path_params["id"]
    made = desk.join_points(story, _number(given), points, _person(request))
    return _corrected(desk, story, made, "joined")


def do_part_point(desk: Desk, request: Request, given: Form) -> str:
    claims = given.get("claim", [])
    if not claims:
        raise Refused("no claim was chosen; choose those that are a matter of their own")
    story = request.path_params["id"]
    made = desk.part_point(story, _number(given), claims, _person(request))
    return _corrected(desk, story, made, "parted")


def do_set_aside(desk: Desk, request: Request, given: Form) -> str:
    story = request.path_params["id"]
    as_noise = given.get("as", [""])[0] == "noise"
    reason = given.get("reason", [""])[0].strip()[:500]
    desk.set_aside(
        story, _number(given), _one(given, "claim"), _person(request), as_noise=as_noise, reason=reason
    )
    return f"/stories/{story}?done=aside#decided"


def do_name_speaker(desk: Desk, request: Request, given: Form) -> str:
    story = request.path_params["id"]
    via = [v.strip()[:200] for v in given.get("via", [""])[0].split(",") if v.strip()]
    name = _one(given, "name")[:200]
    made = desk.name_speaker(story, _number(given), _one(given, "claim"), name, via, _person(request))
    return _corrected(desk, story, made, "named")


def do_part_story(desk: Desk, request: Request, given: Form) -> str:
    chosen = given.get("report", [])
    if not chosen:
        raise Refused("no report was chosen; choose those that are another story")
    desk.part_story(chosen, _person(request))
    target = desk.library.story_of(chosen[0]) or request.path_params["id"]
    return f"/stories/{target}?done=story-parted"


def do_join_stories(desk: Desk, request: Request, given: Form) -> str:
    # An address of a story, copied from the browser, is as good as its id.
    chosen = [re.sub(r"^.*/stories/([^/?#]+).*$", r"\1", s.strip()) for s in given.get("story", [])]
    chosen = list(dict.fromkeys(s for s in chosen if s))
    if len(chosen) < 2:
        raise Refused("one story cannot be joined with itself; choose two or more")
    desk.join_stories(chosen, _person(request))
    return f"/stories/{desk.library.story(chosen[0]).id}?done=story-joined"


def do_rate(desk: Desk, request: Request, given: Form) -> str:
    reliability = given.get("reliability", [""])[0]
    if reliability and reliability not in RELIABILITY:
        raise Refused(f"{reliability!r} is no reliability; expected one of {', '.join(RELIABILITY)}")
    reason = given.get("reason", [""])[0].strip()[:500]
    desk.rate(_one(given, "source")[:200], reliability or None, _person(request), reason)
    return f"{_inside(given.get('back', ['/sources'])[0])}?done=rated"


def do_undo(desk: Desk, request: Request, given: Form) -> str:
    desk.undo(request.path_params["id"], by=_person(request))
    return f"{_inside(given.get('back', ['/decisions'])[0])}?done=undone"


def do_add(desk: Desk, request: Request, given: Form) -> str:
    text = given.get("text", [""])[0].replace("\r\n", "\n")
    if not text.strip():
        raise Refused("there is no text; paste the words of one report")
    record = {k: given.get(k, [""])[0].strip() for k in ("title", "outlet", "published", "url")}
    report = desk.add_text(text, {k: v for k, v in record.items() if v}, _person(request))
    story = desk.library.story_of(report)
    return f"/stories/{story}?done=added" if story else f"/reports/{report}?done=added"


#: What a page says after something was done, by the word that leads back to it.
DONE = {
    "joined": "The points are one now.",
    "parted": "The claims stand on their own now.",
    "aside": "The words are set aside.",
    "named": "The speaker is named.",
    "rated": "The rating is kept.",
    "undone": "The decision is undone.",
    "story-parted": "The reports are a story of their own now.",
    "story-joined": "The stories are one now.",
    "added": "The report is kept.",
}
