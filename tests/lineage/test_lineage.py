"""Lineage: passages with exact offsets, copies, rewrites, credits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.lineage import PassageIndex, find_passages, trace
from firsthand.model import Attribution, Reading, Report, Span, Speaker

COPY = (
    "Engineers opened the sluices of the Oro dam before dawn and kept them open until the lake had fallen by two metres, "
    "while police cleared the three villages below the wall and drove along the valley with loudspeakers."
)
OTHER = "The price of herring rose again in the markets of the north coast, where few boats went out because of the storm."


def a_report(identifier: str, text: str, **known: object) -> Report:
    return Report(id=identifier, text=text, **known)  # type: ignore[arg-type]


def test_a_pasted_passage_is_found_with_its_place_on_both_sides():
    """A passage inside another article, with both offsets."""
    left, right = a_report("a", f"{OTHER} {COPY}"), a_report("b", f"Rain fell. {COPY} {OTHER[::-1]}")
    (passage,) = find_passages([left, right])

    assert passage.left_span.of(left.text) == COPY.rstrip(".")
    assert passage.right_span.of(right.text) == COPY.rstrip(".")


def test_small_edits_do_not_break_a_passage():
    """House style and a changed number stay inside one passage."""
    edited = COPY.replace("two metres", "three metres").replace("before dawn", "at dawn")
    passages = find_passages([a_report("a", COPY), a_report("b", edited)])

    assert len(passages) == 1 and len(passages[0].left_span) > 0.8 * len(COPY)


def test_the_hundredth_print_of_a_text_still_has_its_passages():
    """However many reports print a text, each new one leads to some of them."""
    index = PassageIndex()
    found = [index.add(a_report(str(n), f"{COPY} {n}")) for n in range(80)]

    assert all(found[1:])


def test_texts_without_common_words_share_nothing():
    """No passage between unrelated reports."""
    assert find_passages([a_report("a", COPY), a_report("b", OTHER)]) == ()


def test_the_index_grows_report_by_report():
    """Adding one by one finds what adding at once finds."""
    reports = [a_report(str(n), f"{COPY} {OTHER * n}") for n in range(4)]
    index = PassageIndex()

    assert tuple(p for r in reports for p in index.add(r)) == find_passages(reports)


@given(st.lists(st.text(alphabet="ab cd.", max_size=120), max_size=4))
def test_passages_of_any_texts_are_true_spans(texts: list[str]):
    """Spans lie in their texts, and both sides hold words."""
    reports = [a_report(str(n), t) for n, t in enumerate(texts)]
    by_id = {r.id: r.text for r in reports}
    for passage in find_passages(reports):
        assert passage.left_span.of(by_id[passage.left]).strip()
        assert passage.right_span.of(by_id[passage.right]).strip()


def a_reading(report: Report, credits: str | None = None) -> Reading:
    attributions = ()
    if credits:
        at = report.text.index(credits)
        span = Span(at, at + len(credits))
        attributions = (
            Attribution(
                source=(span,), cue=(span,), content=(Span(0, 4),), form="indirect", speaker=Speaker(credits)
            ),
        )
    return Reading(report=report, attributions=attributions)


def test_one_agencys_text_is_shared_and_has_no_direction():
    """Two prints of an agency copy are shares of one copy."""
    reports = [a_report(i, COPY, agencies=("Meridian",), published="2032-01-30") for i in ("a", "b")]
    (link,) = trace([a_reading(r) for r in reports]).links

    assert (link.kind, "Meridian" in link.reason) == ("shares-copy", True)


def test_the_later_of_two_copies_has_it_from_the_earlier():
    """Days decide where nothing else does."""
    early = a_report("a", f"{COPY} {OTHER}", published="2032-01-30")
    late = a_report("b", f"{COPY} {OTHER[::-1]}", published="2032-01-31")
    (link,) = trace([a_reading(early), a_reading(late)]).links

    assert (link.kind, link.source, link.target) == ("copies", "b", "a")


def test_a_shared_quotation_is_no_copy():
    """Two reports that quote one speaker have nothing from each other."""
    quoted = f"“{COPY}”"
    lineage = trace(
        [
            a_reading(a_report("a", f"Pell said: {quoted} {OTHER}")),
            a_reading(a_report("b", f"{quoted} Pell said.")),
        ]
    )

    assert [p.kind for p in lineage.passages] == ["quotation"]
    assert lineage.links == ()


def test_a_credit_is_a_link_with_its_words():
    """ "the Harbour Post reported" leads to the outlet."""
    report = a_report("a", "Rain fell, the Harbour Post reported.")
    (link,) = trace([a_reading(report, "Harbour Post")]).links

    assert (link.kind, link.target, link.evidence[0].span.of(report.text)) == (
        "credits",
        "Harbour Post",
        "Harbour Post",
    )
