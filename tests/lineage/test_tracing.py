"""Tracing: what kind of sharing it is, who has it from whom, and who stands behind a report."""

from __future__ import annotations

import pytest

from firsthand.lineage import trace
from firsthand.model import Attribution, Lineage, Link, Reading, Report, Span, Speaker
from firsthand.model.outlets import Families, parse_families

DAM = (
    "Engineers opened the sluices of the Oro dam before dawn and kept them open until the lake had fallen by two metres. "
    "Police cleared the three villages below the wall and drove along the valley with loudspeakers, while the army sent "
    "four boats and a bridge. By noon the water stood at the doors of the mill, and the miller counted his sacks on the "
    "roof. Nobody was hurt, the council of the valley wrote in the evening, and the road to the coast would open on Friday."
)
HERRING = (
    "The price of herring rose again in the markets of the north coast, where few boats went out because of the storm. "
    "Buyers from the islands offered twice what they had paid in spring and went home with empty vans all the same."
)


def reading(identifier: str, text: str, *said: tuple[str, str], **known: object) -> Reading:
    """A reading of a report in which speakers say what stands in the text: (speaker, words)."""
    report = Report(id=identifier, text=text, **known)  # type: ignore[arg-type]
    attributions = []
    for speaker, words in said:
        at = text.index(words)
        span = Span(at, at + len(words))
        attributions.append(
            Attribution(source=(span,), cue=(span,), content=(span,), form="direct", speaker=Speaker(speaker))
        )
    return Reading(report=report, attributions=tuple(attributions))


def copies(lineage: Lineage) -> list[Link]:
    return [k for k in lineage.links if k.kind in ("copies", "shares-copy")]


def test_a_print_of_an_agencys_copy_by_the_agency_itself_is_its_source():
    """The outlet that is the agency has it first."""
    one = reading("a", DAM, outlet="uk.reuters.com")
    two = reading("b", DAM, outlet="harbourpost.example", agencies=("Reuters",))
    (link,) = copies(trace([one, two]))

    assert (link.source, link.target, link.kind, link.sharing, link.inferred) == (
        "b",
        "a",
        "copies",
        "agency copy",
        False,
    )


def test_an_agencys_own_print_is_the_source_of_who_does_not_name_it():
    """Nobody credits anybody, but one of the outlets is an agency: the other has it from there, inferred."""
    (link,) = copies(
        trace([reading("a", DAM, outlet="apnews.com"), reading("b", DAM, outlet="post.example")])
    )

    assert (link.source, link.target, link.sharing, link.inferred) == ("b", "a", "copy without credit", True)


def test_copy_of_an_agency_without_its_name_is_told_so():
    """One prints the agency's name, the other only its words: it shares agency copy, inferred."""
    lineage = trace([reading("a", DAM, agencies=("Reuters",)), reading("b", f"{DAM} {HERRING}")])
    (link,) = copies(lineage)

    assert (link.kind, link.sharing, link.inferred) == ("shares-copy", "agency copy", True)
    assert [(p.agency, p.basis) for p in lineage.imprints] == [
        ("Reuters", "credited"),
        ("Reuters", "copied"),
    ]


def test_of_several_agencies_the_one_whose_text_others_print_stands_behind():
    """A byline of three agencies, and a companion that prints one of them."""
    lineage = trace(
        [
            reading("a", DAM, agencies=("Reuters", "Associated Press")),
            reading("b", DAM, agencies=("Associated Press",)),
        ]
    )

    assert [p.agency for p in lineage.imprints] == ["Associated Press", "Associated Press"]


@pytest.mark.parametrize(
    ("left", "right", "source", "why"),
    [
        ({"text": DAM, "published": "2031-04-02"}, {"text": DAM, "published": "2031-04-03"}, "b", "earlier"),
        ({"text": DAM, "published": "2031-04-02T18:00:00+00:00"}, {"text": DAM, "published": "2031-04-02T09:00:00+00:00"}, "a", "earlier"),
        ({"text": DAM}, {"text": f"{DAM}\nCorrection: the lake fell by two metres, not three."}, "b", "correction"),
        ({"text": DAM}, {"text": DAM[: len(DAM) // 2]}, "b", "cut"),
    ],
    ids=["days", "hours", "a correction", "containment"],
)  # fmt: skip
def test_direction_where_something_decides(left: dict, right: dict, source: str, why: str):
    """Days, hours, a correction and what is contained each point one way, and say that they infer it."""
    (link,) = copies(trace([reading("a", **left), reading("b", **right)]))

    assert (link.kind, link.source, link.inferred) == ("copies", source, True)
    assert why in link.reason


@pytest.mark.parametrize(
    ("note", "corrects"),
    [
        ("Correction: the lake fell by two metres.", True),
        ("An earlier version of this story gave another figure.", True),
        ("(Corrects the name of the mill)", True),
        ("This report has been updated.", True),
        ("Officers of the correction house helped, and the market saw a correction.", False),
    ],
)
def test_corrections_are_known_by_their_notes(note: str, corrects: bool):
    """A note that a text was put right, and not the word as such."""
    (link,) = copies(trace([reading("a", DAM), reading("b", f"{DAM}\n{note}")]))

    assert ("correction" in link.reason) is corrects


def test_no_direction_where_nothing_decides():
    """The same text, the same hour unknown: shared, and no more."""
    (link,) = copies(trace([reading("a", DAM), reading("b", DAM)]))

    assert (link.kind, link.sharing) == ("shares-copy", "copy without credit")


def test_minutes_and_midnights_decide_nothing():
    """Times within an hour, and dates written as midnight, are no order."""
    for one, two in (("T09:00:00", "T09:20:00"), ("T00:00:00", "T17:00:00")):
        pair = [
            reading("a", DAM, published=f"2031-04-02{one}"),
            reading("b", DAM, published=f"2031-04-02{two}"),
        ]
        assert copies(trace(pair))[0].kind == "shares-copy"


def test_sister_editions_are_known_by_their_family():
    """Two outlets of one publisher: the link says so, and the lineage knows them as sisters."""
    families = parse_families(
        "North Press\tThe Courier\tcourier.example\nNorth Press\tThe Mail\tmail.example\n"
    )
    pair = [reading("a", DAM, outlet="courier.example"), reading("b", DAM, outlet="The Mail")]
    lineage = trace(pair, families)

    assert copies(lineage)[0].sharing == "sister editions"
    assert lineage.sisters("a", "b") and not trace(pair).sisters("a", "b")


def test_background_of_an_outlets_own_earlier_report_is_no_copy():
    """A paragraph that an outlet takes over from its own report of another day."""
    old = " ".join(DAM.split()[40:])
    first = reading("a", f"{DAM} {HERRING}", outlet="post.example", published="2031-04-02")
    second = reading(
        "b", f"{HERRING[::-1]} {old} {HERRING[::-1]}", outlet="post.example", published="2031-04-09"
    )
    lineage = trace([first, second])

    assert [p.kind for p in lineage.passages] == ["background"]
    assert copies(lineage) == []


def test_a_statement_that_one_sets_in_marks_and_the_other_not_is_a_quotation():
    """Both give the same speaker's words; only one prints marks."""
    words = "We opened the sluices before dawn, we kept them open until noon and we would do it again, whatever the mill says"
    one = reading("a", f"{HERRING} “{words},” Pell said.", ("Ana Pell", words))
    two = reading("b", f"Pell wrote: {words}. {HERRING[::-1]}", ("Pell", words))
    lineage = trace([one, two])

    assert [p.kind for p in lineage.passages] == ["quotation"]
    assert copies(lineage) == []


def test_one_quotation_in_two_translations():
    """Two wordings of one sentence, by one speaker; another speaker's is another sentence."""
    a = "“This is a sort of neighbourly help of the people of the hills to those of the coast, and nobody will forget it”"
    b = "“This is a kind of neighbourly assistance from the people of the hills for the coast, and no one shall forget it”"
    one = reading("a", f"{HERRING} {a}, Pell said.", ("Ana Pell", a))
    (found,) = trace([one, reading("b", f"{b}, said Pell. {DAM}", ("Pell", b))]).passages

    assert found.kind == "translation"
    assert found.left_span.of(one.report.text) == a
    assert trace([one, reading("b", f"{b}, said Oro. {DAM}", ("Tom Oro", b))]).passages == ()


def test_a_quotation_cut_short_is_no_translation():
    """The same words, fewer of them."""
    a = "“We opened the sluices before dawn and we would do it again tomorrow”"
    b = "“We opened the sluices before dawn and we would do it”"

    assert "translation" not in {p.kind for p in trace([reading("a", a), reading("b", b)]).passages}


def test_words_that_stand_in_two_passages_count_once():
    """A text that repeats itself shares no more words than it has."""
    (link,) = copies(trace([reading("a", DAM), reading("b", f"{DAM}\n{DAM}")]))

    assert int(link.reason.split()[0]) <= len(DAM.split())


def test_families_are_read_from_tabs_and_say_what_is_wrong():
    """A line without tabs is named with its number; comments and blank lines pass."""
    assert parse_families("# a comment\n\n").rows == ()
    with pytest.raises(ValueError, match="line 2: found 1 tab-separated"):
        parse_families("North\tThe Post\tpost.example\nSouth, The Mail\n")


def test_a_later_row_overrules():
    """A user's row stands behind the shipped ones."""
    shipped = Families((("post.example", "North"),))

    assert (shipped + Families((("post.example", "South"),))).publisher("www.post.example") == "South"
