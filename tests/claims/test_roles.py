"""Roles: who somebody is, is a matter beside what the sentence tells."""

from __future__ import annotations

from dataclasses import replace

from firsthand import Report
from firsthand.claims.comparing.roles import part_roles
from firsthand.claims.frames import Frame, cut_frames
from firsthand.claims.points import find_points
from firsthand.model import Entity, Point, Reading, Span
from firsthand.pipeline import read_story
from firsthand.testing.trees import a_parsed_reading

TITLE = "Mayor|PROPN|2|nmod:desc Ann|PROPN|4|nsubj Poe|PROPN|2|flat fled|flee|VERB|0|root Oster|PROPN|4|obj .|PUNCT|4|punct"
BESIDE = (
    "Ann|PROPN|8|nsubj Poe|PROPN|1|flat ,|PUNCT|4|punct mayor|NOUN|1|appos of|ADP|6|case Oster|PROPN|4|nmod"
    " ,|PUNCT|4|punct slept|sleep|VERB|0|root late|ADV|8|advmod .|PUNCT|8|punct"
)
CLAUSE = (
    "Ann|PROPN|5|nsubj Poe|PROPN|1|flat is|be|AUX|5|cop the|DET|5|det mayor|NOUN|0|root of|ADP|7|case"
    " Oster|PROPN|5|nmod .|PUNCT|5|punct"
)


def named(sentence: str, number: int, name: str = "Ann Poe") -> Reading:
    """A reading with one person, who is mentioned by name and by all words beside it."""
    reading = a_parsed_reading(sentence, id=f"r{number}")
    text = reading.report.text
    start = text.index(name)
    whole = Span(min(start, text.find("Mayor") if "Mayor" in text else start), start + len(name))
    mentions = tuple(sorted({whole, Span(start, start + len(name))}))
    return replace(reading, entities=(Entity(id="e1", name=name, type="person", mentions=mentions),))


def frames_of(*sentences: str) -> list[Frame]:
    return [f for n, s in enumerate(sentences) for f in cut_frames(named(s, n), n)]


def at(frames: list[Frame], report: int, bearer: bool) -> int:
    return next(i for i, f in enumerate(frames) if f.report == report and bool(f.bearer) is bearer)


def told(*texts: str) -> tuple[Point, ...]:
    reports = [
        Report(id=f"r{n}", text=text, published="2031-03-04T09:00:00+00:00", outlet=f"Paper {n}")
        for n, text in enumerate(texts)
    ]
    return find_points(*read_story(reports))


def test_what_a_sentence_tells_is_not_told_by_who_is_named_in_it():
    """ "Mayor Ann Poe fled" and "Ann Poe, mayor of Oster, slept late": both say that she is mayor, one that she fled."""
    frames = frames_of(TITLE, BESIDE)
    titles = [at(frames, 0, True), at(frames, 1, True)]
    fled = at(frames, 0, False)
    mixed = (tuple(sorted((fled, titles[1]))), (titles[0],))
    rest = tuple((i,) for i in range(len(frames)) if i not in (fled, *titles))

    parted = part_roles((*mixed, *rest), frames)

    assert tuple(titles) in parted
    assert (fled,) in parted


def test_a_clause_that_says_who_somebody_is_stays():
    """ "Ann Poe is the mayor of Oster" is the same matter as "Mayor Ann Poe"."""
    frames = frames_of(TITLE, BESIDE, CLAUSE)
    titles, clause = [at(frames, 0, True), at(frames, 1, True)], at(frames, 2, False)

    assert (*titles, clause) in part_roles([(titles[0], clause), (titles[1],)], frames)


def test_who_one_report_alone_says_somebody_is_stays_with_its_sentence():
    """Nothing is told again, so nothing is taken apart."""
    frames = frames_of(TITLE)
    whole = (tuple(range(len(frames))),)

    assert part_roles(whole, frames) == whole


def test_offices_of_two_persons_are_two_matters():
    """Two mayors."""
    other = cut_frames(named(TITLE.replace("Ann", "Ben").replace("Poe", "Ost"), 1, "Ben Ost"), 1)
    frames = [*cut_frames(named(TITLE, 0), 0), *other]
    titles = at(frames, 0, True), at(frames, 1, True)

    assert {(t,) for t in titles} <= set(part_roles([(i,) for i in range(len(frames))], frames))


STORY = (
    "A warehouse burned down in the harbour of Oster on Tuesday. Mayor Ann Poe called it a dark day.",
    "A warehouse in the harbour of Oster burned down on Tuesday. Two streets were closed, said Mayor Ann Poe.",
    "The fire destroyed a warehouse in the harbour of Oster. Mayor Ann Poe came at noon.",
)


def test_who_somebody_is_stands_last_and_only_where_two_reports_say_so():
    """Everybody calls her mayor, and nobody reads the story for it."""
    points = told(*STORY)
    titles = [n for n, p in enumerate(points) if {c.text for c in p.claims} == {"Mayor Ann Poe"}]

    assert titles == [len(points) - 1]
    assert points[titles[0]].statement == "Mayor Ann Poe"
    assert len(points[titles[0]].claims) == 3
    assert not any(c.text == "Mayor Ann Poe" for p in told(STORY[0]) for c in p.claims)


def test_who_is_who_is_read_in_one_place():
    """The mayor and the harbour master: two points, one strand of their own."""
    points = told(*(text + " Harbour master Ben Ost saw the flames." for text in STORY[:2]))
    who = [p for p in points if all(c.text.endswith(("Ann Poe", "Ben Ost")) for c in p.claims)]

    assert len(who) == 2
    assert len({p.strand for p in who}) == 1
    assert not {p.strand for p in points if p not in who} & {p.strand for p in who}


def test_a_title_is_the_reports_own_telling():
    """Whoever speaks in the sentence: that Ann Poe is mayor, the paper says."""
    points = told(*STORY)
    point = next(p for p in points if p.statement == "Mayor Ann Poe")

    assert all(c.origin is not None and c.origin.own_voice for c in point.claims)
    assert point.status == "corroborated"
