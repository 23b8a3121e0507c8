"""The HTTP API: one table of endpoints, from which the routes and their description are both made.

Shapes are those of ``docs/formats.md`` where it has them (accounts, readings, stories), else of
:mod:`firsthand.web.shapes`. Long work answers with JSON Lines, one as soon as it is there.

Public: :data:`ENDPOINTS`, :class:`Endpoint`, :func:`answer`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from firsthand.briefs.forms import FORMS
from firsthand.errors import Conflict, FirsthandError, NotFound
from firsthand.library import AccountRow, Filters, ReportRow, StoryRow
from firsthand.library.rows import action_of
from firsthand.model import Decision, LeftOut, Span
from firsthand.model.decision import action_name
from firsthand.web import shapes
from firsthand.web.desk import Desk, days_ago
from firsthand.web.security import TooLong

S = TypeVar("S", bound=msgspec.Struct)

JSON = "application/json"
LINES = "application/x-ndjson"
#: Bytes of one upload at most.
MOST_UPLOAD = 512 * 1024 * 1024
UPLOADS = {LINES: ".jsonl", "application/json": ".jsonl", "text/html": ".html", "text/plain": ".txt"}


class Refused(FirsthandError):
    """A request that cannot be answered, and the HTTP status that says so."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to the API: the desk it is put to, its parts, and who asks."""

    desk: Desk
    path: Mapping[str, str]
    query: Any
    body: Any
    person: str
    upload: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """What can be asked: ``answer`` is a shape, the name of a schema file, or None for bytes."""

    method: str
    path: str
    name: str
    summary: str
    call: Callable[[Ask], Any]
    query: type[msgspec.Struct] | None = None
    body: type[msgspec.Struct] | None = None
    takes: tuple[str, ...] = ()
    answer: type[msgspec.Struct] | str | None = None
    media: str = JSON
    status: int = 200
    errors: tuple[int, ...] = field(default=())


# Answering -----------------------------------------------------------------------------------------------


async def answer(endpoint: Endpoint, request: Request, desk: Desk) -> Response:
    """Check a request against its endpoint, do it, and put the outcome on the wire."""
    upload: Path | None = None
    try:
        query = asked(endpoint.query, request.query_params) if endpoint.query else None
        body = None
        if endpoint.body:
            _wants_json(request)
            body = msgspec.json.decode(await request.body(), type=endpoint.body)
        elif endpoint.takes:
            upload = await _uploaded(request, request.query_params.get("name"))
        ask = Ask(desk, request.path_params, query, body, request.state.session.person, upload)
        found = await run_in_threadpool(endpoint.call, ask)
    except (FirsthandError, msgspec.DecodeError, TooLong, UnicodeError) as error:
        _forget(upload)
        return failure(error)
    if isinstance(found, Response):
        return found
    if isinstance(found, Iterator):
        return StreamingResponse(_lines(found, upload), endpoint.status, media_type=LINES)
    return Response(msgspec.json.encode(found), endpoint.status, media_type=JSON)


def asked(shape: type[S], given: Mapping[str, str]) -> S:
    """The question that an address asks.

    Raises:
        Refused: It asks what the shape does not have.
        msgspec.ValidationError: A value is none that the field allows.
    """
    unknown = sorted(set(given) - set(shape.__struct_fields__))
    if unknown:
        expected = ", ".join(shape.__struct_fields__)
        raise Refused(f"there is no parameter {unknown[0]!r} here; expected some of {expected}")
    return msgspec.convert(dict(given), shape, strict=False)


def status_of(error: Exception) -> int:
    """The HTTP status that an error of ours stands for."""
    match error:
        case Refused():
            return error.status
        case NotFound():
            return 404
        case Conflict():
            return 409
        case TooLong():
            return 413
    return 400


def failure(error: Exception) -> Response:
    """An error in the API's one shape."""
    status = status_of(error)
    body = shapes.ErrorAnswer(error=shapes.Failure(status=status, message=str(error)))
    return Response(msgspec.json.encode(body), status, media_type=JSON)


def _lines(items: Iterator[Any], upload: Path | None) -> Iterator[bytes]:
    """Items as JSON Lines; what goes wrong on the way is the last line, since the status is out."""
    try:
        for item in items:
            yield msgspec.json.encode(item) + b"\n"
    except FirsthandError as error:
        line = {"error": shapes.Failure(status=status_of(error), message=str(error))}
        yield msgspec.json.encode(line) + b"\n"
    finally:
        _forget(upload)


def _wants_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise Refused(f"the body is {kind or 'of no stated type'}; send it as {JSON}", 415)


async def _uploaded(request: Request, name: str | None) -> Path:
    """The body on disk, under the name it was given, as a file that intake knows by its ending."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    ending = UPLOADS.get(kind)
    if ending is None:
        raise Refused(f"the body is {kind or 'of no stated type'}; send {', '.join(UPLOADS)}", 415)
    folder = Path(tempfile.mkdtemp(prefix="firsthand-"))
    # Only letters of the name are kept, so that it leads nowhere else.
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in Path(name or "upload").stem)[:80]
    path = folder / f"{stem or 'upload'}{ending}"
    n_bytes = 0
    try:
        with path.open("wb") as file:
            async for chunk in request.stream():
                n_bytes += len(chunk)
                if n_bytes > MOST_UPLOAD:
                    raise TooLong(f"the upload is longer than {MOST_UPLOAD} bytes; use 'firsthand add'")
                file.write(chunk)
    except BaseException:
        _forget(path)
        raise
    return path


def _forget(upload: Path | None) -> None:
    if upload is not None:
        upload.unlink(missing_ok=True)
        upload.parent.rmdir()


# Stories and accounts --------------------------------------------------------------------------------------


def filters_of(query: Any) -> Filters:
    """The filters that a question names."""
    names = ("since", "until", "outlet", "place", "story", "changed_after")
    return Filters(**{n: getattr(query, n) for n in names if hasattr(query, n)})


def _stories(ask: Ask) -> shapes.StoriesAnswer:
    q: shapes.StoriesQuery = ask.query
    library = ask.desk.library
    position = library.position()
    page = library.stories(filters_of(q), words=q.words, order=q.order, limit=q.limit, offset=q.offset)
    return shapes.StoriesAnswer(
        stories=[_story(ask.desk, row) for row in page.items],
        total=page.total,
        offset=page.offset,
        position=position,
    )


def _story(desk: Desk, row: StoryRow) -> shapes.StoryShape:
    return shapes.StoryShape(
        id=row.id,
        title=row.title,
        start=row.start,
        end=row.end,
        reports=list(desk.library.story(row.id).reports),
        n_reports=row.n_reports,
        n_outlets=row.n_outlets,
        n_points=row.n_points,
        n_disputed=row.n_disputed,
        n_differing=row.n_differing,
        changed=row.changed,
        updated=row.updated,
        is_stale=row.is_stale,
    )


def _one_story(ask: Ask) -> shapes.StoryShape:
    return _story(ask.desk, ask.desk.library.story_row(ask.path["id"]))


def _account(ask: Ask) -> dict[str, Any]:
    from firsthand.briefs.json import account_json

    told = ask.desk.told(ask.path["id"], ask.query.number)
    if told is None:
        raise NotFound(
            f"story {ask.path['id']!r} has not been read yet; ask for it with POST on this address",
            ask.path["id"],
        )
    return {**account_json(told.account), "number": told.row.number, "at": told.row.at}


def _tell(ask: Ask) -> Iterator[shapes.ProgressLine]:
    desk, id = ask.desk, ask.path["id"]
    story = desk.library.story(id)

    def lines() -> Iterator[shapes.ProgressLine]:
        for step in desk.telling(story.id, ask.person):
            yield shapes.ProgressLine(stage=step.stage, done=step.done, of=step.of)
        told = desk.told(story.id)
        yield shapes.ProgressLine(account=told.row.number if told else None)

    return lines()


def _accounts(ask: Ask) -> Iterator[dict[str, Any]]:
    from firsthand.briefs.json import account_json

    desk, q = ask.desk, ask.query
    filters = filters_of(q)

    def lines() -> Iterator[dict[str, Any]]:
        offset = 0
        while True:
            page = desk.library.stories(filters, words=q.words, order="biggest", limit=200, offset=offset)
            for row in page.items:
                if row.n_points is not None:
                    told = desk.told(row.id)
                    if told is not None:
                        yield account_json(told.account)
            offset += len(page.items)
            if not page.items or offset >= page.total:
                return

    return lines()


def _history(ask: Ask) -> shapes.HistoryAnswer:
    id = ask.desk.library.story(ask.path["id"]).id
    rows = ask.desk.library.accounts(id)
    return shapes.HistoryAnswer(story=id, accounts=[_account_row(r) for r in rows])


def _account_row(row: AccountRow) -> shapes.AccountShape:
    return shapes.AccountShape(
        number=row.number,
        at=row.at,
        n_reports=row.n_reports,
        n_points=row.n_points,
        n_disputed=row.n_disputed,
        n_differing=row.n_differing,
    )


def _changes(ask: Ask) -> shapes.ChangesAnswer:
    desk, q = ask.desk, ask.query
    told = desk.told(ask.path["id"], q.after)
    if told is None:
        raise NotFound(f"story {ask.path['id']!r} has not been read yet", ask.path["id"])
    before = q.before or desk.before(told.history, days_ago(1)).number
    desk.told(told.row.story, before)
    found = desk.changes(told.row.story, before, told.row.number)
    return shapes.ChangesAnswer(
        story=told.row.story,
        before=before,
        after=told.row.number,
        reports_added=list(found.reports_added),
        reports_gone=list(found.reports_gone),
        points_added=[p.id for p in found.points_added],
        points_gone=[p.id for p in found.points_gone],
        points_changed=[
            shapes.PointChangeShape(
                before=c.before.id,
                after=c.after.id,
                statement=c.after.statement,
                what=list(c.what),
                status_before=c.before.status,
                status_after=c.after.status,
            )
            for c in found.points_changed
        ],
    )


def _pair(ask: Ask) -> shapes.PairAnswer:
    told = ask.desk.told(ask.path["id"])
    q: shapes.PairQuery = ask.query
    held = {r.report.id for r in told.account.readings} if told else set()
    for report in (q.left, q.right):
        if report not in held:
            raise NotFound(f"the latest account of story {ask.path['id']!r} has no report {report!r}", report)
    assert told is not None
    passages = []
    for p in told.account.lineage.passages:
        if (p.left, p.right) == (q.left, q.right):
            passages.append((p.left_span, p.right_span, p.kind))
        elif (p.right, p.left) == (q.left, q.right):
            passages.append((p.right_span, p.left_span, p.kind))
    return shapes.PairAnswer(
        left=q.left,
        right=q.right,
        passages=[shapes.PassageShape(left=_span(a), right=_span(b), kind=k) for a, b, k in passages],
    )


def _export(ask: Ask) -> Response:
    form = FORMS.get(ask.path["form"])
    if form is None:
        raise NotFound(
            f"there is no form {ask.path['form']!r}; expected one of {', '.join(FORMS)}", ask.path["form"]
        )
    told = ask.desk.told(ask.path["id"])
    if told is None:
        raise NotFound(f"story {ask.path['id']!r} has not been read yet", ask.path["id"])
    name = f"{told.row.story}-{told.row.number}.{form.ending}"
    return _download(form.write([told.account]).encode(), form.media_type, name)


def _download(data: bytes, media_type: str, name: str) -> Response:
    return Response(
        data,
        media_type=media_type,
        headers={"content-disposition": f"attachment; filename*=utf-8''{quote(name)}"},
    )


# Reports -------------------------------------------------------------------------------------------------


def _reports(ask: Ask) -> shapes.ReportsAnswer:
    q: shapes.ReportsQuery = ask.query
    library, filters = ask.desk.library, filters_of(q)
    if q.words is None:
        rows = library.reports(filters, limit=q.limit, offset=q.offset)
        return shapes.ReportsAnswer(
            reports=[_report_row(r) for r in rows.items], total=rows.total, offset=rows.offset
        )
    hits = library.search(q.words, filters, limit=q.limit, offset=q.offset)
    return shapes.ReportsAnswer(
        reports=[_report_row(h.report, h.excerpt, h.marks) for h in hits.items],
        total=hits.total,
        offset=hits.offset,
    )


def _report_row(
    row: ReportRow, excerpt: str | None = None, marks: tuple[Span, ...] = ()
) -> shapes.ReportShape:
    return shapes.ReportShape(
        id=row.id,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        url=row.url,
        story=row.story,
        n_versions=row.n_versions,
        added=row.added,
        excerpt=excerpt,
        marks=[_span(m) for m in marks],
    )


def _span(span: Span) -> shapes.SpanShape:
    return shapes.SpanShape(start=span.start, end=span.end)


def _record(ask: Ask) -> shapes.RecordAnswer:
    library, id = ask.desk.library, ask.path["id"]
    version = library.report(id, ask.query.version)
    report = version.report
    return shapes.RecordAnswer(
        id=report.id,
        version=version.number,
        story=library.story_of(report.id),
        title=report.title,
        outlet=report.outlet,
        author=report.author,
        agencies=list(report.agencies),
        published=report.published,
        published_basis=report.published_basis,
        modified=report.modified,
        language=report.language,
        url=report.url,
        text=report.text,
        versions=[
            shapes.VersionShape(number=v.number, added=v.added, sha256=v.sha256) for v in library.versions(id)
        ],
        retrievals=[
            shapes.RetrievalShape(
                version=r.version,
                sha256=r.sha256,
                size=r.size,
                media_type=r.media_type,
                location=r.location,
                via=r.via,
                retrieved=r.retrieved,
                by=r.by,
                facts=dict(r.facts),
            )
            for r in library.retrievals(id)
        ],
    )


def _reading(ask: Ask) -> dict[str, Any]:
    from firsthand.briefs.json import reading_json

    return reading_json(ask.desk.reading(ask.desk.library.report(ask.path["id"], ask.query.version)))


def _original(ask: Ask) -> Response:
    library = ask.desk.library
    version = library.report(ask.path["id"], ask.query.version)
    # Whatever they are, they are handed out as bytes to keep, never as something to open here.
    return _download(library.original(version.sha256), "application/octet-stream", version.sha256)


def _add(ask: Ask) -> Iterator[shapes.AddedLine]:
    assert ask.upload is not None
    desk, person, upload = ask.desk, ask.person, ask.upload
    name = ask.query.name or upload.name

    def lines() -> Iterator[shapes.AddedLine]:
        for item in desk.add(upload, person, name):
            if isinstance(item, LeftOut):
                where = f"line {item.line}: " if item.line else ""
                yield shapes.AddedLine(reason=f"{where}{item.reason}", location=item.path)
            else:
                yield shapes.AddedLine(
                    outcome=item.outcome,
                    report=item.report,
                    version=item.version,
                    location=item.location,
                    title=item.title,
                )

    return lines()


def _filters(ask: Ask) -> shapes.FiltersAnswer:
    library = ask.desk.library
    return shapes.FiltersAnswer(
        outlets=[shapes.NamedCount(name=name, n=n) for name, n in library.outlets()],
        places=[shapes.NamedCount(name=name, n=n) for name, n in library.places()],
    )


# Decisions and log ---------------------------------------------------------------------------------------


def decision_shape(decision: Decision) -> dict[str, Any]:
    """A decision as the API gives it."""
    return {
        "id": decision.id,
        "action": {"do": action_name(decision.action), **msgspec.to_builtins(decision.action)},
        "by": decision.by,
        "at": decision.at,
        "reason": decision.reason,
        "undone_by": decision.undone_by,
        "undone_at": decision.undone_at,
    }


def _decisions(ask: Ask) -> dict[str, Any]:
    found = ask.desk.library.decisions(ask.query.story, undone=ask.query.undone)
    return {"decisions": [decision_shape(d) for d in found]}


def _decision(ask: Ask) -> dict[str, Any]:
    return decision_shape(ask.desk.library.decision(ask.path["id"]))


def _decide(ask: Ask) -> dict[str, Any]:
    body: shapes.NewDecision = ask.body
    action = action_of(msgspec.to_builtins(body.action))
    return decision_shape(ask.desk.decide(action, by=ask.person, reason=body.reason))


def _undo(ask: Ask) -> dict[str, Any]:
    return decision_shape(ask.desk.undo(ask.path["id"], by=ask.person))


def _log(ask: Ask) -> shapes.LogAnswer:
    q: shapes.LogQuery = ask.query
    library = ask.desk.library
    entries = library.log(after=q.after, subject=q.subject, newest=q.newest, limit=q.limit)
    return shapes.LogAnswer(
        entries=[
            shapes.EntryShape(
                position=e.position, at=e.at, by=e.by, what=e.what, subject=e.subject, chain=e.chain
            )
            for e in entries
        ],
        position=library.position(),
    )


def _description(ask: Ask) -> dict[str, Any]:
    from firsthand.web.openapi import describe

    return describe(ENDPOINTS)


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/api/stories",
        name="listStories",
        summary="Stories: newest, biggest, most disputed or last changed first; searched and filtered.",
        call=_stories,
        query=shapes.StoriesQuery,
        answer=shapes.StoriesAnswer,
    ),
    Endpoint(
        method="GET",
        path="/api/stories/{id}",
        name="getStory",
        summary="One story with its reports and counts.",
        call=_one_story,
        answer=shapes.StoryShape,
        errors=(404,),
    ),
    Endpoint(
        method="GET",
        path="/api/stories/{id}/account",
        name="getAccount",
        summary="The account of a story: the latest, or one of its history.",
        call=_account,
        query=shapes.AccountQuery,
        answer="account",
        errors=(404,),
    ),
    Endpoint(
        method="POST",
        path="/api/stories/{id}/account",
        name="tellStory",
        summary="Read a story's reports together now; a line for each step, the account's number last.",
        call=_tell,
        answer=shapes.ProgressLine,
        media=LINES,
        errors=(404,),
    ),
    Endpoint(
        method="GET",
        path="/api/stories/{id}/accounts",
        name="listAccounts",
        summary="The history of a story: every account that was made of it.",
        call=_history,
        answer=shapes.HistoryAnswer,
        errors=(404,),
    ),
    Endpoint(
        method="GET",
        path="/api/stories/{id}/changes",
        name="getChanges",
        summary="What differs between two accounts of a story; without numbers, since yesterday.",
        call=_changes,
        query=shapes.ChangesQuery,
        answer=shapes.ChangesAnswer,
        errors=(404,),
    ),
    Endpoint(
        method="GET",
        path="/api/stories/{id}/pair",
        name="getPair",
        summary="The passages that two reports of a story share.",
        call=_pair,
        query=shapes.PairQuery,
        answer=shapes.PairAnswer,
        errors=(404,),
    ),
    Endpoint(
        method="GET",
        path="/api/stories/{id}/exports/{form}",
        name="exportStory",
        summary="The latest account of a story in another form.",
        call=_export,
        errors=(404,),
    ),
    Endpoint(
        method="GET",
        path="/api/accounts",
        name="streamAccounts",
        summary="The latest accounts of all stories that pass the filters, one a line, biggest first.",
        call=_accounts,
        query=shapes.AccountsQuery,
        answer="account",
        media=LINES,
    ),
    Endpoint(
        method="GET",
        path="/api/reports",
        name="listReports",
        summary="Reports: the newest first, or with words the best matches.",
        call=_reports,
        query=shapes.ReportsQuery,
        answer=shapes.ReportsAnswer,
    ),
    Endpoint(
        method="POST",
        path="/api/reports",
        name="addReports",
        summary="Keep reports: JSON Lines of them, or one HTML page or text; a line for each, once it is safe.",
        call=_add,
        query=shapes.AddQuery,
        takes=tuple(UPLOADS),
        answer=shapes.AddedLine,
        media=LINES,
        errors=(413, 415),
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}",
        name="getReport",
        summary="A report with its versions and chain of custody.",
        call=_record,
        query=shapes.VersionQuery,
        answer=shapes.RecordAnswer,
        errors=(404,),
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/reading",
        name="getReading",
        summary="What stands in a report, marked up.",
        call=_reading,
        query=shapes.VersionQuery,
        answer="reading",
        errors=(404,),
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/original",
        name="getOriginal",
        summary="The bytes that a report was made from, as they were had.",
        call=_original,
        query=shapes.VersionQuery,
        media="application/octet-stream",
        errors=(404,),
    ),
    Endpoint(
        method="GET",
        path="/api/filters",
        name="getFilters",
        summary="Outlets and places that lists can be filtered by.",
        call=_filters,
        answer=shapes.FiltersAnswer,
    ),
    Endpoint(
        method="GET",
        path="/api/decisions",
        name="listDecisions",
        summary="What people decided, of one story or all.",
        call=_decisions,
        query=shapes.DecisionsQuery,
        answer=shapes.DecisionsAnswer,
        errors=(404,),
    ),
    Endpoint(
        method="POST",
        path="/api/decisions",
        name="decide",
        summary="Join or part points and stories, set words aside, name a speaker, rate a source.",
        call=_decide,
        body=shapes.NewDecision,
        answer=shapes.DecisionShape,
        status=201,
        errors=(404, 409, 415),
    ),
    Endpoint(
        method="GET",
        path="/api/decisions/{id}",
        name="getDecision",
        summary="One decision.",
        call=_decision,
        answer=shapes.DecisionShape,
        errors=(404,),
    ),
    Endpoint(
        method="DELETE",
        path="/api/decisions/{id}",
        name="undoDecision",
        summary="Take a decision out of force; it stays on record.",
        call=_undo,
        answer=shapes.DecisionShape,
        errors=(404, 409),
    ),
    Endpoint(
        method="GET",
        path="/api/log",
        name="getLog",
        summary="Who did what, when.",
        call=_log,
        query=shapes.LogQuery,
        answer=shapes.LogAnswer,
    ),
    Endpoint(
        method="GET",
        path="/api/openapi.json",
        name="getDescription",
        summary="This description.",
        call=_description,
        answer="openapi",
    ),
)
