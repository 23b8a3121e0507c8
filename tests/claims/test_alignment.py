"""Alignment: pairs among their rivals, and groups that only other reports can join."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claims.frames import cut_frames
from firsthand.claims.joining.align import RIVALS, Alignment, align, rivals
from firsthand.claims.joining.linking import linked
from firsthand.claims.joining.pairs import FEATURES, KINDS, Pairs
from firsthand.claims.points import find_points
from firsthand.model import Entity, Lineage, Quantity, Reading, Span
from firsthand.testing.trees import a_parsed_reading


def told(text: str, identifier: str) -> Reading:
    return a_parsed_reading(text, id=identifier)


FELL = "the|DET|2|det bridge|NOUN|3|nsubj collapsed|collapse|VERB|0|root in|ADP|5|case Oster|PROPN|3|obl .|PUNCT|3|punct"
FELL_TOO = "a|DET|2|det bridge|NOUN|5|nsubj in|ADP|4|case Oster|PROPN|2|nmod collapsed|collapse|VERB|0|root .|PUNCT|5|punct"
CHESS = (
    "a|DET|2|det schoolgirl|NOUN|3|nsubj won|win|VERB|0|root the|DET|6|det chess|NOUN|6|compound"
    " title|NOUN|3|obj .|PUNCT|3|punct"
)


def column(name: str) -> int:
    return RIVALS.index(name)


def test_the_best_partner_on_both_sides_is_mutual():
    """Frame 0 fits 2 better than 3, and 2 fits 0 better than 1: they are each other's best."""
    pairs = np.array([[0, 2], [0, 3], [1, 2]])
    rows = rivals(pairs, np.array([0.6, 0.2, 0.3]), report=np.array([0, 0, 1, 1]))

    assert rows[:, column("mutual")].tolist() == [1.0, 0.0, 0.0]
    assert rows[:, column("rank_lower")].tolist() == [0.0, 0.0, 0.0]
    assert rows[:, column("rank_higher")].tolist() == [0.0, 1.0, 1.0]


def test_a_third_report_leads_from_one_side_to_the_other():
    """Where 0 and 2 both fit 1 of another report, 1 stands for them."""
    pairs = np.array([[0, 1], [0, 2], [1, 2]])
    rows = rivals(pairs, np.array([0.9, 0.1, 0.4]), report=np.array([0, 1, 2]))

    assert np.allclose(rows[:, column("through_third")], [0.2, 0.6, 0.3])


@given(st.permutations(range(6)))
def test_rivals_do_not_depend_on_the_order_of_pairs(order: list[int]):
    """Each pair has its row, in whatever order the pairs come."""
    pairs = np.array([[0, 2], [0, 3], [1, 2], [1, 3], [0, 4], [2, 4]])
    chance = np.array([0.6, 0.2, 0.3, 0.7, 0.5, 0.4])
    report = np.array([0, 0, 1, 1, 2])
    shuffled = rivals(pairs[order], chance[order], report)

    assert np.allclose(shuffled, rivals(pairs, chance, report)[order])


def test_one_matter_is_joined_and_another_is_not():
    """ "The bridge collapsed in Oster" and "a bridge in Oster collapsed" are one; a chess title is another."""
    readings = [told(FELL, "a"), told(FELL_TOO, "b"), told(CHESS, "c")]
    frames = [f for number, r in enumerate(readings) for f in cut_frames(r, number) if f.kind == "clause"]
    groups, _ = align(frames, readings, ())

    assert [frames[i].report for i in next(g for g in groups if 0 in g)] == [0, 1]
    assert (2,) in groups


def test_frames_of_one_report_are_no_candidates():
    """What one report says twice meets only through others."""
    reading = told(FELL + "\n" + FELL_TOO, "a")
    frames = list(cut_frames(reading, 0))

    assert len(Pairs(frames, [reading], ()).candidates()) == 0


def test_metres_and_people_are_never_one_matter():
    """Numbers of different kinds are left out before anything is weighed."""

    def counted(identifier: str, **quantity: object) -> Reading:
        reading = told(
            "the|DET|2|det wave|NOUN|3|nsubj took|take|VERB|0|root 30|NUM|5|nummod people|NOUN|3|obj .|PUNCT|3|punct",
            identifier,
        )
        start = reading.report.text.index("30")
        q = Quantity(start=start, end=start + 2, value=30, low=30, high=30, **quantity)  # type: ignore[arg-type]
        return Reading(
            report=reading.report, sentences=reading.sentences, tokens=reading.tokens, quantities=(q,)
        )

    readings = [counted("a", kind="cardinal", unit_name="people"), counted("b", kind="measure", unit="m")]
    frames = [f for n, r in enumerate(readings) for f in cut_frames(r, n) if f.kind == "quantity"]

    assert len(frames) == 2
    assert len(Pairs(frames, readings, ()).candidates()) == 0


def places(*of_report: int) -> list[tuple[int, int]]:
    """For each frame its report, and a sentence of its own there."""
    return [(report, k) for k, report in enumerate(of_report)]


def test_two_reports_tell_one_matter_as_surely_as_their_likeliest_pair():
    """Two frames of one report that both fit a third join it; they need not fit each other."""
    assert linked({(0, 2): 0.9, (1, 2): 0.9}, places(0, 0, 1), 0.1) == ((0, 1, 2),)


def test_few_pairs_of_reports_have_to_be_surer_than_many():
    """Of four reports one pair of .6 joins nothing; a claim of which three are .6 sure joins them."""
    lone = {(0, 1): 0.6}
    many = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (0, 3): 0.6, (1, 3): 0.6, (2, 3): 0.6}

    assert linked(lone, places(0, 1, 2, 3), 0.1) == ((0,), (1,), (2,), (3,))
    assert linked(many, places(0, 1, 2, 3), 0.1) == ((0, 1, 2, 3),)


def test_where_two_reports_are_all_there_is_less_to_mistake():
    """The pair of .6 that joins nothing in a story of four reports joins in one of two."""
    assert linked({(0, 1): 0.6}, places(0, 1), 0.1) == ((0, 1),)


def test_a_matter_for_which_a_report_needs_many_sentences_holds_together_less():
    """Noun phrases of one sentence cost nothing; other sentences of a report stay out."""
    chances = {(0, 3): 0.9, (1, 3): 0.9, (2, 3): 0.9}

    assert linked(chances, [(0, 0), (0, 0), (0, 0), (1, 0)], 0.15) == ((0, 1, 2, 3),)
    assert linked(chances, [(0, 0), (0, 1), (0, 2), (1, 0)], 0.15) == ((0, 3), (1,), (2,))


def test_what_rivals_say_does_not_hang_on_the_side_a_frame_stands_on():
    """One frame against two of another report: first or last among all, the pairs are told the same."""
    chance = np.array([0.8, 0.3])

    first = rivals(np.array([[0, 1], [0, 2]]), chance, np.array([0, 1, 1]))
    last = rivals(np.array([[0, 2], [1, 2]]), chance, np.array([0, 0, 1]))

    np.testing.assert_allclose(first, last)


def test_the_shipped_decisions_have_a_weight_for_everything():
    """One row a kind; a bias, every feature, and what is seen of rivals."""
    shipped = Alignment.shipped()

    assert shipped.alone.shape == (len(KINDS), 1 + len(FEATURES))
    assert shipped.among.shape == (len(KINDS), 1 + len(RIVALS))
    assert 0 < shipped.threshold < 1


def test_a_word_that_few_sentences_have_tells_more():
    """Every report speaks of the bridge; only two speak of sappers. Sharing sappers tells more."""
    built = (
        "sappers|sapper|NOUN|2|nsubj mended|mend|VERB|0|root the|DET|4|det bridge|NOUN|2|obj .|PUNCT|2|punct"
    )
    blew = "sappers|sapper|NOUN|3|nsubj had|AUX|3|aux mined|mine|VERB|0|root a|DET|5|det bridge|NOUN|3|obj .|PUNCT|3|punct"
    readings = [told(built, "a"), told(blew, "b"), told(FELL, "c"), told(FELL_TOO, "d")]
    frames = [f for number, r in enumerate(readings) for f in cut_frames(r, number) if f.kind == "clause"]
    of = {f.report: i for i, f in enumerate(frames)}
    laid = Pairs(frames, readings, ())
    rows = laid.features(np.array([[of[0], of[1]], [of[0], of[2]]]))

    assert rows[0, FEATURES.index("rarest_shared")] > rows[1, FEATURES.index("rarest_shared")] > 0
    assert rows[0, FEATURES.index("sentence_rare")] > rows[1, FEATURES.index("sentence_rare")]


def test_active_and_passive_have_the_same_parts():
    """ "Ann Poe beat Bo Ray" and "Bo Ray was beaten by Ann Poe": one doer, one undergoer; not the other way about."""
    active = "Poe|PROPN|2|nsubj beat|VERB|0|root Ray|PROPN|2|obj .|PUNCT|2|punct"
    passive = (
        "Ray|PROPN|3|nsubj:pass was|be|AUX|3|aux:pass beaten|beat|VERB|0|root by|ADP|5|case Poe|PROPN|3|obl:agent"
        " .|PUNCT|3|punct"
    )
    turned = "Ray|PROPN|2|nsubj beat|VERB|0|root Poe|PROPN|2|obj .|PUNCT|2|punct"
    readings = [naming(told(text, str(k)), "Poe", "Ray") for k, text in enumerate((active, passive, turned))]
    frames = [f for number, r in enumerate(readings) for f in cut_frames(r, number)]
    same, other = Pairs(frames, readings, ()).features(np.array([[0, 1], [0, 2]]))
    shared = [FEATURES.index(name) for name in ("doers_shared", "undergoers_shared")]
    apart = [FEATURES.index(name) for name in ("doers_apart", "undergoers_apart")]

    assert (same[shared].tolist(), same[apart].tolist()) == ([1.0, 1.0], [0.0, 0.0])
    assert (other[shared].tolist(), other[apart].tolist()) == ([0.0, 0.0], [1.0, 1.0])


def naming(reading: Reading, *names: str) -> Reading:
    """The reading with each name an entity of its own."""
    text = reading.report.text
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    entities = tuple(
        Entity(id=name, name=name, type="person", mentions=(span,))
        for name, span in zip(names, spans, strict=True)
    )
    return replace(reading, entities=entities)


def test_a_noun_phrase_that_nothing_joins_makes_no_point():
    """ "The death of the driver" in one report is told by its clause; the phrase alone is no point beside it."""
    death = (
        "The|DET|2|det death|NOUN|6|nsubj of|ADP|5|case the|DET|5|det driver|NOUN|2|nmod shocked|shock|VERB|0|root"
        " Oster|PROPN|6|obj .|PUNCT|6|punct"
    )
    points = find_points([told(death, "a"), told(CHESS, "b")], Lineage())

    assert sorted(claim.text for point in points for claim in point.claims) == [
        "The death of the driver shocked Oster",
        "a schoolgirl won the chess title",
    ]
