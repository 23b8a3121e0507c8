"""Strands: what is read together, and under whom."""

from __future__ import annotations

from dataclasses import replace

import firsthand
from firsthand.claims.frames import cut_frames
from firsthand.claims.strands import find_strands
from firsthand.model import Claim, Difference, Origin, OriginCount, Point, Quantity, Reading, Span, When
from firsthand.testing.trees import a_parsed_reading


def counted(report: int, sentence: str, number: str, day: str | None = None):
    """A reading with one number of people, its quantity frame, and the point made of it."""
    base = a_parsed_reading(sentence, id=f"r{report}")
    start = base.report.text.index(number)
    value = int(number)
    quantity = Quantity(
        start=start, end=start + len(number), value=value, low=value, high=value, unit_name="person",
        counted=Span(start + len(number) + 1, start + len(number) + 7),
    )  # fmt: skip
    reading = Reading(
        report=base.report, sentences=base.sentences, tokens=base.tokens, quantities=(quantity,)
    )
    frame = next(f for f in cut_frames(reading, report) if f.kind == "quantity")
    claim = Claim(
        id=f"c{report}",
        report=reading.report.id,
        span=frame.span,
        text=frame.span.of(reading.report.text),
        sentence=reading.sentences[0],
        time=When(day, "DATE") if day else None,
    )
    point = Point(
        id=f"p{report}",
        statement=frame.clause.of(reading.report.text),
        statement_claim=claim.id,
        statement_span=frame.clause,
        kind="quantity",
        status="single",
        origins=OriginCount(least=1, most=1, names=("a",)),
        claims=(claim,),
    )
    return frame, point


def people(number: int, verb: str, lemma: str) -> str:
    return (
        f"some|DET|3|det {number}|NUM|3|nummod people|person|NOUN|5|nsubj:pass were|be|AUX|5|aux:pass"
        f" {verb}|{lemma}|VERB|0|root .|PUNCT|5|punct"
    )


def strands(*told: tuple, probability: dict[tuple[int, int], float] | None = None) -> list[str]:
    frames, points = [f for f, _ in told], [p for _, p in told]
    return find_strands(points, [(n,) for n in range(len(told))], frames, probability or {})


def test_counts_of_one_fate_are_read_together():
    """The killed and the dead are one toll; the rescued are not in it."""
    found = strands(
        counted(0, people(12, "killed", "kill"), "12"),
        counted(1, people(14, "killed", "kill"), "14"),
        counted(2, people(40, "rescued", "rescue"), "40"),
    )

    assert found == ["p0", "p0", "p2"]


def test_tolls_of_days_that_do_not_go_together_are_two():
    """Last year's dead are not this year's."""
    found = strands(
        counted(0, people(12, "killed", "kill"), "12", "2032-01-30"),
        counted(1, people(90, "killed", "kill"), "90", "2031-02-11"),
    )

    assert found == ["p0", "p1"]


def test_what_was_nearly_joined_is_read_together_and_no_chain_leads_on():
    """Each links to the leader or leads itself: what is near only to a follower stays out."""
    told = [
        counted(n, people(n + 20, verb, verb), str(n + 20))
        for n, verb in enumerate(("sing", "dance", "cook"))
    ]

    assert strands(*told, probability={(0, 1): 0.5}) == ["p0", "p0", "p2"]
    assert strands(*told, probability={(0, 1): 0.5, (1, 2): 0.5}) == ["p0", "p0", "p2"]
    assert strands(*told, probability={(0, 1): 0.1}) == ["p0", "p1", "p2"]


def test_statements_of_the_same_words_are_one_strand():
    """Agency copy printed by two papers reads as one."""
    found = strands(
        counted(0, people(12, "seen", "see"), "12"),
        counted(1, people(12, "seen", "see"), "12"),
    )

    assert found == ["p0", "p0"]


def test_one_statement_is_read_in_one_place():
    """Though it is near only to a follower: a statement that leads two entries is read twice."""
    told = [counted(n, people(number, "seen", "see"), str(number)) for n, number in enumerate((20, 21, 21))]

    assert strands(*told, probability={(0, 1): 0.5}) == ["p0", "p0", "p0"]


def test_what_one_speaker_said_in_one_breath_is_read_together():
    """Points that one report alone has from one speaker, in sentences side by side; not a report's own."""
    told = [counted(0, people(12, "moved", "move"), "12"), counted(0, people(40, "fed", "feed"), "40")]

    def said_by(origin: Origin) -> list[str]:
        return strands(
            *(
                (
                    f,
                    replace(
                        p,
                        id=f"p{n}",
                        statement=f"words {n}",
                        statement_span=Span(100 * n, 100 * n + 7),
                        claims=(replace(p.claims[0], origin=origin),),
                    ),
                )
                for n, (f, p) in enumerate(told)
            )
        )

    assert said_by(Origin(name="Ana Pell")) == ["p0", "p0"]
    assert said_by(Origin(name="Post", own_voice=True)) == ["p0", "p1"]


def read(*texts: str, differs: int | None = None) -> list[tuple]:
    """For each text the first clause of its reading, and the point that its sentence states."""
    told = []
    for n, text in enumerate(texts):
        reading = firsthand.read(firsthand.Report(id=f"r{n}", text=text, published="2032-01-30"))
        frame = next(f for f in cut_frames(reading, n) if f.kind == "clause")
        claim = Claim(
            id=f"c{n}",
            report=f"r{n}",
            span=frame.span,
            text=frame.span.of(text),
            sentence=reading.sentences[0],
        )
        told.append(
            (
                frame,
                Point(
                    id=f"p{n}",
                    statement=text.rstrip("."),
                    statement_claim=claim.id,
                    statement_span=Span(0, len(text) - 1),
                    kind="event",
                    status="relayed",
                    origins=OriginCount(least=1, most=1, names=("a",)),
                    claims=(claim,),
                    differences=(Difference(kind="value", groups=(("c",), ("d",)), explanation=""),)
                    if n == differs
                    else (),
                ),
            )
        )
    return told


def test_statements_of_mostly_the_same_words_are_one_strand():
    """In whatever order, whichever reports print them; and one that holds the other."""
    found = strands(
        *read(
            "The harbour master of Tamsel closed the northern gate before the storm.",
            "Before the storm the harbour master of Tamsel had closed the northern gate.",
            "The harbour master of Tamsel praised the crew of the tug.",
            "The harbour master of Tamsel closed the northern gate before the storm, which broke it.",
        )
    )

    assert found == ["p0", "p0", "p2", "p0"]


def test_a_number_of_many_digits_leads_to_one_strand():
    """Who tells it tells that matter; a round number leads nowhere."""
    texts = (
        "The widow was sent a bill of 284,117 crowns.",
        "An error in the office made 284,117 crowns of her account.",
        "The mayor bought 300 lamps.",
        "The school has 300 pupils.",
    )
    told = read(*texts)
    counts = [
        frame
        for n, text in enumerate(texts)
        for frame in cut_frames(firsthand.read(firsthand.Report(id=f"r{n}", text=text)), n)
        if frame.kind == "quantity"
    ]
    found = find_strands(
        [point for _, point in told], [(n,) for n in range(4)], [*(frame for frame, _ in told), *counts], {}
    )

    assert len(counts) == 4
    assert found == ["p0", "p0", "p2", "p3"]


def test_one_deed_of_somebody_named_is_read_together():
    """Its verb, its doer and something that it is done to; not what the same doer sends elsewhere, or another sends."""
    texts = (
        "Norland is sending 40 military builders and 12 divers to Tamsel.",
        "Norland will send divers and carpenters to help mend the dam.",
        "Norland sent cannons to Orm.",
        "Pell sent divers to Orm.",
    )

    assert strands(*read(*texts)) == ["p0", "p0", "p2", "p3"]
    assert strands(*read(*texts, differs=1))[:2] == ["p0", "p1"]  # a difference would be read first
