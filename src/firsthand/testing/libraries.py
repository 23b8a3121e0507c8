"""What every library must keep to, whatever database stands behind it: checks that plug-in authors can run.

Each check takes an empty library and leaves things in it.

Public: :func:`check_library`, :data:`LIBRARY_CHECKS`, :func:`a_taken`, :func:`an_account`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from firsthand.errors import Conflict, LibraryError, NotFound
from firsthand.library.protocol import Added, Feed, Filters, Library
from firsthand.model import (
    Account,
    Action,
    Anchor,
    Claim,
    Entity,
    JoinPoints,
    JoinStories,
    LeftOut,
    Lineage,
    Moment,
    NameSpeaker,
    Noise,
    Origin,
    Original,
    OriginCount,
    PartPoint,
    PartStory,
    Point,
    RateSource,
    Reading,
    Report,
    SetAside,
    Span,
    Story,
    Taken,
    Token,
    Value,
    When,
)

ODD = "Zero\x00 \u202eright to left\u202c 😀 \"; DROP TABLE report; -- ' % ? \\ <b>bold</b>"


def a_taken(name: str, text: str, *, key: str | None = None, **report: object) -> Taken:
    """A report with its original, made of a few words.

    Example:
        >>> a_taken("a", "Rain fell.", outlet="Harbour Post").key
        'id:a'
    """
    made = Report(id=name, text=text, **report)  # type: ignore[arg-type]
    original = Original(data=text.encode(), location=f"{name}.txt", media_type="text/plain")
    return Taken(report=made, original=original, key=key or f"id:{name}")


def an_account(story: Story, reports: list[Report], status: str = "single") -> Account:
    """An account with one point, whose claims are the first three words of each report."""
    readings, claims = [], []
    for n, report in enumerate(reports, 1):
        end = len(" ".join(report.text.split(" ")[:3]))
        span = Span(0, end)
        readings.append(
            Reading(
                report=report,
                noise=(Noise(end, len(report.text), "boilerplate"),) if end < len(report.text) else (),
                sentences=(span,),
                tokens=(Token(0, end, "x", "NOUN", -1, "root", 0),),
                entities=(Entity(id="e1", name="Port Alden", type="place", mentions=(span,)),),
            )
        )
        claims.append(
            Claim(
                id=f"c{n}.1",
                report=report.id,
                span=span,
                text=span.of(report.text),
                sentence=span,
                origin=Origin(name=report.outlet or report.id, own_voice=True),
                value=Value(value=6, low=6, high=None, change=">", unit="person", counted="people"),
                time=When("2032-01-30", "DATE"),
            )
        )
    point = Point(
        id="p1",
        statement=claims[0].text,
        statement_claim="c1.1",
        statement_span=claims[0].span,
        kind="event",
        status=status,  # type: ignore[arg-type]
        origins=OriginCount(
            least=1, most=len(claims), names=tuple(c.origin.name for c in claims if c.origin)
        ),
        claims=tuple(claims),
    )
    return Account(
        story=story,
        readings=tuple(readings),
        points=(point,),
        lineage=Lineage(),
        timeline=(Moment("2032-01-30", ("p1",)),),
        method={"version": "0", "models": {"reader": "none"}, "settings": {}},
    )


def added(library: Library, *items: Taken | LeftOut, by: str = "ana") -> list[Added]:
    """Add reports and give what became of each."""
    return [made for made in library.add(items, by=by) if isinstance(made, Added)]


def check_versions(library: Library) -> None:
    """A report met again is the same, a new version, or another report; its history stays."""
    first = a_taken("a", "Six people died.", outlet="Harbour Post", title="Ferry", published="2032-01-30")
    later = a_taken("a", "Eight people died.", outlet="Harbour Post", title="Ferry", published="2032-01-30")
    outcomes = [a.outcome for a in added(library, first, first, later, later)]
    assert outcomes == ["new", "same", "changed", "same"], outcomes
    assert [v.number for v in library.versions("a")] == [1, 2]
    assert library.report("a").report == later.report
    assert library.report("a", 1).report == first.report
    assert [r.version for r in library.retrievals("a")] == [1, 1, 2, 2]
    assert library.reports().total == 1
    assert library.latest(["a"]) == (later.report,)
    for missing in (
        lambda: library.report("z"),
        lambda: library.report("a", 9),
        lambda: library.latest(["z"]),
    ):
        _refused(NotFound, missing)


def check_custody(library: Library) -> None:
    """The bytes come back as they were, with where and when they were had."""
    data = bytes(range(256)) * 40
    taken = a_taken("a", "Rain fell.")
    original = Original(
        data=data,
        location="https://news.example/a",
        media_type="text/html",
        via="https://news.example/feed",
        retrieved="2032-01-30T10:00:00Z",
        facts={"status": "200"},
    )
    added(library, replace(taken, original=original))
    [kept] = library.retrievals("a")
    assert library.original(kept.sha256) == data and kept.sha256 == original.sha256
    assert (kept.size, kept.media_type, kept.location, kept.via) == (
        len(data),
        "text/html",
        "https://news.example/a",
        "https://news.example/feed",
    )
    assert (kept.retrieved, kept.by, kept.facts) == ("2032-01-30T10:00:00Z", "ana", {"status": "200"})
    _refused(NotFound, lambda: library.original("0" * 64))
    _refused(NotFound, lambda: library.retrievals("z"))


def check_identity(library: Library) -> None:
    """Ids and addresses make an article; the same words under another file name are no second one."""
    same = "Rain fell on Port Alden all night."
    outcomes = added(
        library,
        a_taken("one.txt", same, key="file:/a/one.txt"),
        a_taken("copy.txt", same, key="file:/a/copy.txt"),
        a_taken("one.txt", "Another report, of another place.", key="file:/b/one.txt"),
        a_taken("r1", same),
        a_taken("r2", same),
        LeftOut(path="x.pdf", reason="the file is a PDF file"),
    )
    assert [a.outcome for a in outcomes] == ["new", "same", "new", "new", "new"]
    ids = [a.report for a in outcomes]
    assert ids[0] == ids[1] == "one.txt" and ids[2].startswith("one.txt#") and ids[3:] == ["r1", "r2"]
    assert library.report(ids[2]).report.id == ids[2]
    passed = [m for m in library.add([LeftOut(path="x", reason="y")], by="ana") if isinstance(m, LeftOut)]
    assert passed == [LeftOut(path="x", reason="y")]


def check_names(library: Library) -> None:
    """An article is known by every name it goes by, also by those it was met under later."""
    first = a_taken("a", "Rain fell on Oro.", key="url:news.example/a")
    added(library, replace(first, also=("url:short.example/1",)))
    moved = a_taken("b", "Rain fell on Oro. It stopped.", key="url:short.example/1")
    copied = a_taken("c", "Rain fell on Oro. It stopped.", key="url:amp.example/a")
    assert [a.outcome for a in added(library, moved, copied)] == ["changed", "same"]
    names = ("url:news.example/a", "url:short.example/1", "url:amp.example/a", "url:other.example")
    found = library.known(names)
    assert {name: report for name, (report, _) in found.items()} == dict.fromkeys(names[:3], "a")
    assert library.reports().total == 1


def check_odd_texts(library: Library) -> None:
    """Whatever a report holds is kept to the character, and harms nothing."""
    odd = a_taken("odd", ODD, title=ODD, outlet=ODD, url=ODD, extra={"k": [1, None, {"é": ODD}]})
    added(library, odd, a_taken("empty", ""), a_taken("long", "word " * 60_000 + "x" * 5000))
    assert library.report("odd").report == odd.report
    assert library.report("long").report.text.endswith("x" * 5000)
    for words in (
        ODD,
        '"',
        "'",
        "*",
        "AND",
        "a AND OR NOT b",
        '"un closed',
        "-",
        "(",
        "x" * 3000,
        "\x00",
        "NEAR(a b)",
    ):
        library.search(words)
        library.stories(words=words)
    assert [h.report.id for h in library.search("bold drop table").items] == ["odd"]


def check_search(library: Library) -> None:
    """Words are found in any form, phrases in order, with what must not occur left out."""
    added(
        library,
        a_taken(
            "a", "Two ferries met in the fog off Café Reef.", outlet="Harbour Post", published="2032-01-30"
        ),
        a_taken(
            "b", "The ferry sank in clear weather.", outlet="Northern Wire", published="2032-01-31T08:00Z"
        ),
        a_taken("c", "The harbour stayed shut.", title="Ferry disaster", outlet="Northern Wire"),
        a_taken("d", "Nine houses of general organisations were closed."),
    )

    def found(words: str, filters: Filters | None = None) -> list[str]:
        return sorted(hit.report.id for hit in library.search(words, filters).items)

    assert found("ferry") == ["a", "b", "c"]
    assert found("FERRIES fog") == ["a"]
    assert found("cafe") == found("Café") == ["a"]
    assert found('"ferry sank"') == ["b"] and found('"sank ferry"') == []
    # Words whose stem has a stem of its own.
    assert found("houses") == found('"nine houses"') == found("generals organisation") == ["d"]
    assert found("fog OR weather") == ["a", "b"]
    assert found("ferry -fog") == ["b", "c"]
    assert found("harb*") == ["a", "c"]
    assert found("the -ferry") == [] and found("-ferry") == [] and found(" ") == []
    assert found("ferry", Filters(outlet="northern wire")) == ["b", "c"]
    assert found("ferry", Filters(since="2032-01-31")) == ["b"]
    assert found("ferry", Filters(since="2032-01-30", until="2032-01-31")) == ["a", "b"]
    assert library.search("ferry").items[0].report.id == "c", "a title weighs more than the text"
    [hit] = library.search("reef").items
    assert [mark.of(hit.excerpt) for mark in hit.marks] == ["Reef"]
    page = library.search("ferry", limit=1, offset=1)
    assert (len(page.items), page.total, page.offset) == (1, 3, 1)
    added(library, a_taken("b", "The boat sank in clear weather.", outlet="Northern Wire"))
    assert found("ferry") == ["a", "c"] and found("boat") == ["b"], "a search is of the latest versions"


def check_alike(library: Library) -> None:
    """Companions of a report are found by any of its words, the nearest first, in a span of days."""
    added(
        library,
        a_taken("a", "The ferry struck a reef in fog.", published="2032-01-30"),
        a_taken("b", "A reef was charted.", published="2032-01-31"),
        a_taken("c", "A ferry struck a reef in fog.", published="2033-01-30"),
        a_taken("d", "Fog over the reef; a ferry struck."),
        a_taken("e", "A ferry, a reef and fog, in no story.", published="2032-01-30"),
    )
    library.keep_stories([_story("s1", "a", "b"), _story("s2", "c", "d")], by="ana")
    weights = {"ferries": 2.0, "reefs": 1.0, "fog": 0.5}
    found = library.alike(weights, since="2032-01-29", until="2032-02-01")
    assert sorted(found) == [("a", "s1", 3.5), ("b", "s1", 1.0), ("d", "s2", 3.5)]
    assert found[-1][0] == "b"
    assert library.alike(weights, since="2032-01-29", until="2032-02-01", limit=1)[0][2] == 3.5
    assert {id for id, _, _ in library.alike({"ferry": 1.0})} == {"a", "c", "d"}
    assert library.alike({}) == library.alike({"…": 1.0}) == ()


def check_lists(library: Library) -> None:
    """Reports are listed newest first, pages fit together, filters hold."""
    added(
        library,
        *(a_taken(f"r{n}", f"Report {n}.", published=f"2032-02-{n:02d}", outlet="A") for n in range(1, 10)),
    )
    added(library, a_taken("undated", "No date.", outlet="B"))
    ids = [row.id for row in library.reports().items]
    assert ids == [f"r{n}" for n in range(9, 0, -1)] + ["undated"]
    pages = [row.id for at in range(0, 10, 3) for row in library.reports(limit=3, offset=at).items]
    assert pages == ids
    assert library.reports(Filters(since="2032-02-03", until="2032-02-05")).total == 3
    assert library.outlets() == (("A", 9), ("B", 1))
    before = library.position()
    added(library, a_taken("r3", "Report 3, corrected.", published="2032-02-03", outlet="A"))
    assert [r.id for r in library.reports(Filters(changed_after=before)).items] == ["r3"]


def check_stories(library: Library) -> None:
    """Stories hold reports, grow, merge and part; an id goes on leading to what it held."""
    added(library, *(a_taken(x, f"Report {x}.", published="2032-01-30", outlet=x) for x in "abcd"))
    assert [r.id for r in library.unplaced()] == ["a", "b", "c", "d"]
    one, two = _story("s1", "a", "b"), _story("s2", "c")
    assert library.keep_stories([one, two], by="ana") == ("s1", "s2")
    assert [r.id for r in library.unplaced()] == ["d"]
    assert library.story("s1") == one and library.story_of("c") == "s2" and library.story_of("d") is None
    before = library.position()
    assert library.keep_stories([one, two], by="ana") == ()
    assert library.position() == before, "nothing is written when nothing changed"
    grown = _story("s1", "a", "b", "c", "d")
    assert library.keep_stories([grown], by="ana", gone={"s2": "s1"}) == ("s1", "s2")
    assert library.story("s2") == grown, "the id of a merged story leads to the one that holds it now"
    assert [s.id for s in library.stories().items] == ["s1"]
    row = library.story_row("s1")
    assert (row.n_reports, row.n_outlets, row.is_stale) == (4, 4, True)
    library.keep_stories([_story("s1", "a", "b"), _story("s3", "c", "d")], by="ana")
    assert {s.id: s.n_reports for s in library.stories().items} == {"s1": 2, "s3": 2}
    assert [s.id for s in library.stories(Filters(outlet="C")).items] == ["s3"]
    assert [s.id for s in library.stories(words="report d").items] == ["s3"]
    assert library.stories(Filters(since="2033-01-01")).total == 0
    assert library.stories(Filters(until="2032-01-30")).total == 2
    assert library.stories(Filters(changed_after=library.position())).total == 0
    _refused(NotFound, lambda: library.story("s9"))
    _refused(NotFound, lambda: library.keep_stories([_story("s4", "nobody")], by="ana"))
    assert library.stories().total == 2, "a refused call leaves nothing behind"


def check_orders(library: Library) -> None:
    """Stories come newest, biggest, most disputed or last changed first."""
    added(
        library,
        a_taken("a", "One two three four.", published="2032-01-30"),
        a_taken("b", "One two three four five.", published="2032-01-30"),
        a_taken("c", "Five six seven.", published="2032-02-03"),
        a_taken("d", "Eight nine ten.", published="2032-02-01"),
    )
    big, new, told = (
        _story("big", "a", "b"),
        _story("new", "c", day="2032-02-03"),
        _story("told", "d", day="2032-02-01"),
    )
    library.keep_stories([new, told, big], by="ana")
    account = an_account(told, list(library.latest(["d"])), "disputed")
    library.keep_account(account, by="ana", seen=library.position())
    assert [s.id for s in library.stories(order="newest").items] == ["new", "told", "big"]
    assert library.stories(order="biggest").items[0].id == "big"
    assert library.stories(order="disputed").items[0].id == "told"
    assert [s.id for s in library.stories(order="changed").items] == ["told", "big", "new"]


def check_accounts(library: Library) -> None:
    """Accounts come back whole but for tokens; equal ones are kept once; each is dated."""
    added(library, a_taken("a", "One two three, four."), a_taken("b", "One two three."))
    story = _story("s1", "a", day=None)
    library.keep_stories([story], by="ana")
    _refused(NotFound, lambda: library.account("s1"))
    first = an_account(story, list(library.latest(["a"])))
    made = library.keep_account(first, by="ana", seen=library.position())
    assert (made.number, made.n_points, made.n_reports) == (1, 1, 1)
    assert library.account("s1") == replace(
        first, readings=tuple(replace(r, tokens=()) for r in first.readings)
    )
    assert not library.story_row("s1").is_stale
    assert library.keep_account(first, by="ana", seen=library.position()).number == 1
    library.keep_stories([_story("s1", "a", "b", day=None)], by="ana")
    assert library.story_row("s1").is_stale
    second = an_account(library.story("s1"), list(library.latest(["a", "b"])), "disputed")
    assert library.keep_account(second, by="ana", seen=library.position()).number == 2
    assert [row.n_reports for row in library.accounts("s1")] == [1, 2]
    assert len(library.account("s1", 1).readings) == 1 and len(library.account("s1").readings) == 2
    row = library.story_row("s1")
    assert (row.n_points, row.n_disputed, row.is_stale) == (1, 1, False)
    assert library.places() == (("Port Alden", 1),)
    assert library.stories(Filters(place="port alden")).total == 1
    _refused(NotFound, lambda: library.account("s1", 7))
    nobody = replace(first, story=_story("s9", "a"))
    _refused(NotFound, lambda: library.keep_account(nobody, by="ana", seen=0))


def check_readings(library: Library) -> None:
    """A reading is kept for exactly one text, time, reader and version."""
    added(library, a_taken("a", "One two three, four.", published="2032-01-30"))
    report = library.report("a").report
    [reading] = an_account(_story("s", "a"), [report]).readings
    assert library.reading(report, "trained", "1") is None
    library.keep_readings([reading], "trained", "1")
    assert library.reading(report, "trained", "1") == reading
    assert library.reading(report, "trained", "2") is None
    assert library.reading(replace(report, published="2032-01-31"), "trained", "1") is None
    better = replace(reading, noise=())
    library.keep_readings([better], "trained", "1")
    assert library.reading(report, "trained", "1") == better


def check_decisions(library: Library) -> None:
    """Every action is kept as it was made, speaks of what is there, can be undone once."""
    added(library, a_taken("a", "Six died. Two fled."), a_taken("b", "Eight died."), a_taken("c", "Rain."))
    library.keep_stories([_story("s1", "a", "b"), _story("s2", "c")], by="ana")
    six, eight = (
        Anchor(report="a", start=0, end=3, words="Six"),
        Anchor(report="b", start=0, end=5, words="Eight"),
    )
    actions = (
        JoinPoints(claims=(six, eight)),
        PartPoint(claims=(six,)),
        SetAside(words=eight, as_noise=True),
        NameSpeaker(claim=six, name="Lena Osk", via=("Northern Wire",)),
        RateSource(source="Harbour Post", reliability="B"),
        JoinStories(reports=("a", "c")),
        PartStory(reports=("b",)),
    )
    made = [library.decide(action, by="ana", reason="seen") for action in actions]
    assert [d.action for d in library.decisions()] == list(actions)
    assert [d.id for d in made] == [f"d{n}" for n in range(1, 8)]
    assert [d.id for d in library.decisions("s2")] == ["d5", "d6"]
    assert {r.id for r in library.unplaced()} == {"a", "b", "c"}, (
        "stories that people changed are placed again"
    )
    gone = library.undo("d2", by="ben")
    assert (gone.holds, gone.undone_by) == (False, "ben")
    assert library.decision("d2") == gone
    assert "d2" not in [d.id for d in library.decisions()]
    assert "d2" in [d.id for d in library.decisions(undone=True)]
    _refused(Conflict, lambda: library.undo("d2", by="ben"))
    _refused(NotFound, lambda: library.undo("d99", by="ben"))
    _refused(NotFound, lambda: library.decide(PartStory(reports=("z",)), by="ana"))
    wrong = Anchor(report="a", start=0, end=4, words="Nine")
    _refused(Conflict, lambda: library.decide(PartPoint(claims=(wrong,)), by="ana"))
    empty: tuple[Action, ...] = (
        JoinPoints(claims=(six,)),
        PartPoint(claims=()),
        JoinStories(reports=("a", "a")),
        PartStory(reports=()),
        RateSource(source=" ", reliability="A"),
    )
    for action in empty:
        _refused(LibraryError, partial(library.decide, action, by="ana"))
    assert len(library.decisions(undone=True)) == 7, "what is refused is not kept"


def check_log(library: Library) -> None:
    """Everything that is done stands in the log, in order, with who did it."""
    start = library.position()
    added(library, a_taken("a", "Six died."), by="ana")
    added(library, a_taken("a", "Eight died."), by="ben")
    library.keep_stories([_story("s1", "a")], by="ana")
    library.decide(PartStory(reports=("a",)), by="ben")
    entries = library.log(after=start)
    assert [(e.what, e.by, e.subject) for e in entries] == [
        ("added report", "ana", "a"),
        ("changed report", "ben", "a"),
        ("made story", "ana", "s1"),
        ("decided", "ben", "d1"),
    ]
    assert [e.position for e in entries] == list(range(start + 1, start + 5))
    assert library.position() == start + 4
    assert [e.what for e in library.log(subject="a", newest=True)] == ["changed report", "added report"]
    assert library.note("re-read", "a", by="ana", detail={"reader": "trained"}) == start + 5
    _refused(LibraryError, lambda: library.note("burned", "a", by="ana"))
    assert library.check() == ()


def check_feeds(library: Library) -> None:
    """Feeds are watched, renewed and left."""
    feed = Feed(url="https://news.example/feed", title="Harbour Post", folder="Coast")
    library.keep_feed(feed, by="ana")
    later = replace(feed, etag='"1"', failures=2, next_at="2032-01-30T10:00:00Z", problem="refused")
    library.keep_feed(later, by="ana")
    assert library.feeds() == (later,)
    library.drop_feed(feed.url, by="ana")
    assert library.feeds() == ()
    _refused(NotFound, lambda: library.drop_feed(feed.url, by="ana"))
    assert [e.what for e in library.log(subject=feed.url)] == ["followed feed", "left feed"]


def check_breaking_off(library: Library) -> None:
    """A source that fails loses nothing of what came before it."""

    def source() -> Iterator[Taken]:
        yield a_taken("a", "One.")
        yield a_taken("b", "Two.")
        raise OSError("the cable was cut")

    came = []
    try:
        for item in library.add(source(), by="ana"):
            came.append(item)
    except OSError:
        pass
    assert [a.report for a in came if isinstance(a, Added)] == ["a", "b"]
    assert library.reports().total == 2


def check_threads(library: Library) -> None:
    """Many threads read while two write; nobody fails and nothing is lost."""
    problems: list[BaseException] = []

    def write(name: str) -> None:
        for n in range(20):
            added(library, a_taken(f"{name}{n}", f"Report {n} of {name}."), by=name)

    def read() -> None:
        seen = 0
        for _ in range(20):
            page = library.reports(limit=1000)
            assert page.total == len(page.items) >= seen, "a reader sees whole transactions, in order"
            seen = page.total
            library.search("report")

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            problems.append(error)

    jobs: list[Callable[[], None]] = [lambda: write("x"), lambda: write("y"), read, read, read, read]
    threads = [threading.Thread(target=guarded, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems, problems
    assert library.reports().total == 40
    assert library.check() == ()


#: Every check, by itself.
LIBRARY_CHECKS: tuple[Callable[[Library], None], ...] = (
    check_versions,
    check_custody,
    check_identity,
    check_names,
    check_odd_texts,
    check_search,
    check_alike,
    check_lists,
    check_stories,
    check_orders,
    check_accounts,
    check_readings,
    check_decisions,
    check_log,
    check_feeds,
    check_breaking_off,
    check_threads,
)


def check_library(make: Callable[[], Library]) -> None:
    """Hold a library to its promises.

    Args:
        make: Gives an empty library each time it is called; it is closed afterwards.

    Raises:
        AssertionError: A promise is broken.
    """
    for check in LIBRARY_CHECKS:
        library = make()
        try:
            assert isinstance(library, Library), "a library has every method of the protocol"
            check(library)
        finally:
            library.close()


def _story(id: str, *reports: str, day: str | None = "2032-01-30") -> Story:
    return Story(id=id, title=f"Story {id}", start=day, end=day, reports=reports)


def _refused(error: type[Exception], call: Callable[[], object]) -> None:
    try:
        call()
    except error:
        return
    raise AssertionError(f"expected {error.__name__}")
