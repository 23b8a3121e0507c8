"""The library and the method together: reports grow into stories, accounts follow, decisions hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from firsthand import following
from firsthand.library import Library
from firsthand.model import (
    Anchor,
    Claim,
    JoinPoints,
    JoinStories,
    NameSpeaker,
    PartPoint,
    PartStory,
    Point,
    SetAside,
)
from firsthand.testing import a_taken

DAM = "The dam above the town of Oro broke on Friday and the water took nine houses of the lower valley."
DAM_AGAIN = (
    "Nine houses of the lower valley of Oro were lost on Friday when the dam above the town broke, Mayor Ana"
    " Pell said. The water board had called the dam of Oro sound."
)
DAM_DENIED = (
    "The water board of Oro denied that the dam had been weak. Mayor Ana Pell said at least nine houses of"
    " the lower valley were lost when the dam broke."
)
STRIKE = (
    "Tram drivers in Port Alden walked out on Monday over wages, and the lines of the harbour stood still."
)


def kept(library: Library, **texts: str) -> None:
    items = [a_taken(name, text, published="2032-01-30", outlet=name) for name, text in texts.items()]
    assert sum(1 for _ in library.add(items, by="ana")) == len(texts)
    following.place(library, by="ana")


def grouped(library: Library) -> set[frozenset[str]]:
    return {frozenset(library.story(row.id).reports) for row in library.stories().items}


def anchor(claim: Claim) -> Anchor:
    return Anchor(report=claim.report, start=claim.span.start, end=claim.span.end, words=claim.text)


def spoken(library: Library, story: str, words: str) -> tuple[Point, Claim]:
    """The point and claim whose words hold ``words``."""
    following.tell(library, story, by="ana")
    found = [
        (point, claim)
        for point in library.account(story).points
        for claim in point.claims
        if words in claim.text
    ]
    return min(found, key=lambda pair: len(pair[1].text))


def test_reports_grow_into_stories(library: Library):
    """Reports of one event come one by one and stand together; the story keeps its id."""
    kept(library, a=DAM, s=STRIKE)
    name = library.story_of("a")
    kept(library, b=DAM_AGAIN)
    kept(library, c=DAM_DENIED)

    assert grouped(library) == {frozenset("abc"), frozenset("s")}
    assert library.story_of("c") == name


def test_people_part_and_join_stories_and_take_it_back(library: Library):
    """What a person parted stays parted when reports come, what was joined stays joined; undone, it is as before."""
    kept(library, a=DAM, b=DAM_AGAIN, s=STRIKE)
    parted = library.decide(PartStory(reports=("b",)), by="ana")
    following.place(library, by="ana")
    assert grouped(library) == {frozenset("a"), frozenset("b"), frozenset("s")}

    kept(library, c=DAM_DENIED)
    assert frozenset("abc") not in grouped(library) and len(grouped(library)) == 3

    joined = library.decide(JoinStories(reports=("a", "s")), by="ana")
    following.place(library, by="ana")
    assert any({"a", "s"} <= group for group in grouped(library))

    library.undo(joined.id, by="ana")
    following.place(library, by="ana")
    assert frozenset("s") in grouped(library)

    library.undo(parted.id, by="ana")
    following.place(library, by="ana")
    assert grouped(library) == {frozenset("abc"), frozenset("s")}
    assert library.check() == ()


def test_a_changed_report_stays_in_its_story_and_makes_it_stale(library: Library):
    """A new version of a report is read when the story is told again, and the change can be shown."""
    kept(library, a=DAM, b=DAM_AGAIN)
    story = library.story_of("a") or ""
    before = following.tell(library, story, by="ana")
    kept(library, a=DAM.replace("nine", "eleven"))

    assert library.story_of("a") == story and library.story_row(story).is_stale
    after = following.tell(library, story, by="ana")
    assert after.number == before.number + 1
    assert "eleven" in library.account(story).readings[0].report.text
    assert "eleven" not in library.account(story, before.number).readings[0].report.text


def test_nothing_is_read_twice(library: Library, monkeypatch: pytest.MonkeyPatch):
    """Readings are kept: telling a story again reads no report."""
    kept(library, a=DAM, b=DAM_AGAIN)
    story = library.story_of("a") or ""
    following.tell(library, story, by="ana")
    from firsthand.reading.reader import TrainedReader

    monkeypatch.setattr(TrainedReader, "read", lambda self, report: pytest.fail("read again"))
    assert following.tell(library, story, by="ana").number == 1


def test_decisions_on_points_hold_after_reading_again_and_new_reports(library: Library):
    """Join, part, set aside and name a speaker; then a report comes; then each is undone."""
    kept(library, a=DAM, b=DAM_AGAIN)
    story = library.story_of("a") or ""
    plain, first = spoken(library, story, "water took")
    _, second = spoken(library, story, "called the dam")
    assert second not in plain.claims

    made = [
        library.decide(JoinPoints(claims=(anchor(first), anchor(second))), by="ana"),
        library.decide(NameSpeaker(claim=anchor(second), name="Lena Osk", via=("Harbour Post",)), by="ana"),
    ]
    for round_ in range(2):
        point, claim = spoken(library, story, "called the dam")
        assert {first.text, second.text} <= {c.text for c in point.claims}, round_
        assert point.decided == ("d1",) and claim.decided == ("d2",)
        assert (claim.origin.name, claim.origin.via) == ("Lena Osk", ("Harbour Post",))
        assert "Lena Osk" in point.origins.names
        kept(library, c=DAM_DENIED)

    made.append(library.decide(PartPoint(claims=(anchor(second),)), by="ana"))
    point, claim = spoken(library, story, "called the dam")
    assert [c.text for c in point.claims] == [second.text] and point.decided == ("d1", "d3")

    made.append(library.decide(SetAside(words=anchor(second)), by="ana"))
    following.tell(library, story, by="ana")
    account = library.account(story)
    assert second.text not in [c.text for p in account.points for c in p.claims]
    assert [d.id for d in account.decisions] == ["d1", "d2", "d3", "d4"]

    for decision in made:
        library.undo(decision.id, by="ana")
    point, claim = spoken(library, story, "called the dam")
    assert first.text not in [c.text for c in point.claims] and claim.origin.name != "Lena Osk"
    assert library.account(story).decisions == ()


def test_noise_takes_all_claims_within_it(library: Library):
    """What a person calls noise gives no claim at all."""
    kept(library, a=DAM, b=DAM_AGAIN)
    story = library.story_of("a") or ""
    start = DAM_AGAIN.index("The water board")
    words = Anchor(report="b", start=start, end=len(DAM_AGAIN), words=DAM_AGAIN[start:])
    library.decide(SetAside(words=words, as_noise=True), by="ana")
    following.tell(library, story, by="ana")

    assert not [
        c
        for p in library.account(story).points
        for c in p.claims
        if c.report == "b" and c.span.start >= start
    ]


def test_a_better_reader_says_which_accounts_changed(library: Library, monkeypatch: pytest.MonkeyPatch):
    """Reading again with another version of the reader gives new accounts and says what differs."""
    kept(library, a=DAM, b=DAM_AGAIN, s=STRIKE)
    for row in library.stories().items:
        following.tell(library, row.id, by="ana")
    [*same] = following.reread(library, by="ana")
    assert [bool(r.changes) for r in same] == [False, False]

    from firsthand.reading.reader import TrainedReader

    plain = TrainedReader.read

    def better(self, report):
        reading = plain(self, report)
        return (
            replace(
                reading,
                sentences=reading.sentences[:1],
                tokens=tuple(t for t in reading.tokens if t.sentence == 0),
                attributions=(),
                meaning=None,
            )
            if report.id == "b"
            else reading
        )

    monkeypatch.setattr(TrainedReader, "read", better)
    monkeypatch.setattr(TrainedReader, "version", "better")
    changed = {r.story.id: r for r in following.reread(library, by="ana")}
    mine = changed[library.story_of("b") or ""]
    assert mine.changes and mine.after.number == mine.before.number + 1
    assert not changed[library.story_of("s") or ""].changes
    assert {e.subject for e in library.log(newest=True) if e.what == "re-read"} == set(changed)


def test_the_shipped_example_comes_out_as_the_brief_has_it(library: Library, ferry: Path):
    """Taken into a library, the example gives the points that reading its folder gives."""
    from firsthand import Report, brief, collect

    for _ in library.add(following.take([ferry]), by="ana"):
        pass
    following.place(library, by="ana")
    [row, stray] = library.stories(order="biggest").items
    following.tell(library, row.id, by="ana")
    account = next(iter(brief(r for r in collect([ferry]) if isinstance(r, Report))))
    assert (row.n_reports, stray.n_reports) == (8, 1)

    assert library.account(row.id).points == account.points
