"""Opposition: numbers, tolls, names and denials of one matter that stand against each other.

From texts of our own, read whole and told as accounts, so that every stage has its say.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from firsthand import Report
from firsthand.claims.comparing.compare import values_agree
from firsthand.claims.comparing.counting import may_be_one
from firsthand.claims.comparing.denials import denials_of, is_overtaken
from firsthand.claims.comparing.naming import spelled_alike
from firsthand.claims.comparing.rivals import says
from firsthand.claims.points import find_points
from firsthand.model import Point, Quantity, Value
from firsthand.pipeline import read_story


def told(*texts: str, days: tuple[int, ...] = ()) -> tuple[Point, ...]:
    """The points of some reports of one event, printed a day apart unless said."""
    given_days = days or tuple(range(1, len(texts) + 1))
    reports = [
        Report(id=f"r{n}", text=text, published=f"2031-05-{day:02}T09:00:00+00:00", outlet=f"Paper {n}")
        for n, (text, day) in enumerate(zip(texts, given_days, strict=True))
    ]
    readings, lineage = read_story(reports)
    return find_points(readings, lineage)


def at_odds(points: Sequence[Point], *parts: str) -> Point | None:
    """The point whose differences set claims with these words on different sides."""
    for point in points:
        texts = {claim.id: claim.text for claim in point.claims}
        for difference in point.differences:
            sides = [" / ".join(texts[c] for c in group) for group in difference.groups]
            if all(any(part in side for side in sides) for part in parts):
                return point
    return None


BRIDGE = "A footbridge over the Ulm fell into the river at Harrow on Thursday, the council said."


def test_tolls_at_the_head_are_one_matter():
    """Nine dead and fourteen dead, told at the head of two reports of one day, are set against each other."""
    points = told(
        f"Nine people died when a footbridge fell. {BRIDGE}",
        f"{BRIDGE} At least 14 people were killed, the mayor said.",
        days=(3, 3),
    )
    point = at_odds(points, "Nine", "14")

    assert point is not None and point.status == "differs" and not point.developed


def test_the_dead_are_not_the_missing():
    """Eight dead and eight missing are two counts, however equal the numbers."""
    points = told(
        f"{BRIDGE} Eight people were killed.",
        f"{BRIDGE} Eight people were still missing.",
    )
    held = [{c.text for c in p.claims if c.value is not None and c.value.value == 8} for p in points]

    assert max(len(texts) for texts in held) == 1


def test_near_numbers_among_the_same_words_are_rivals():
    """Two sums for one thing that miss each other by little."""
    points = told(
        "Norvale Rail agreed to buy its rival Castor Lines. With debt included, the deal is worth $48.2 billion.",
        "Castor Lines will be sold to Norvale Rail. The deal amounts to $46.9 billion including debt.",
    )
    point = at_odds(points, "48.2", "46.9")

    assert point is not None and point.status == "differs"


def test_a_body_spelled_in_two_ways_is_one_difference():
    """The spelling of a company is shown, once."""
    points = told(
        "The power firm Meridiax Energy Group cut off the village of Orr on Monday. Meridiax Energy Group apologised.",
        "The power firm Meridiox Energy Group cut off the village of Orr on Monday. Meridiox Energy Group apologised.",
    )
    named = [d for p in points for d in p.differences if d.kind == "name"]

    assert len(named) == 1


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_values_agree_is_symmetric(a: int, b: int):
    """Which claim comes first makes no difference."""
    left, right = (Value(value=n, low=n, high=n, unit="USD") for n in (a, b))

    assert values_agree(left, right) == values_agree(right, left)
    assert values_agree(left, left)


@given(st.floats(0.1, 1e9), st.floats(0.1, 1e9))
def test_saying_the_same_is_symmetric(a: float, b: float):
    """One number says another as the other says the one."""
    left, right = (Quantity(start=0, end=1, value=n, low=n, high=n, unit_name="person") for n in (a, b))

    assert says(left, right) == says(right, left)
    assert says(left, left)


@given(st.text("abcdefghij ", min_size=1, max_size=20), st.text("abcdefghij ", min_size=1, max_size=20))
def test_spelling_is_symmetric_and_no_name_is_spelled_against_itself(a: str, b: str):
    """Order tells nothing, and a name is not its own rival."""
    assert spelled_alike(a, b) == spelled_alike(b, a)
    assert not spelled_alike(a, a)


def test_what_may_be_one():
    """People may be any people; things only what is near them."""
    assert may_be_one("tourist", "victim") and may_be_one("victim", "tourist")
    assert not may_be_one("bullet", "victim")


def test_silence_stands_against_who_has_it_from_them():
    """A report says that an agency did not report what another has from the agency."""
    points = told(
        "The minister will send nurses to Orlia. "
        "The dispatch of the nurses was agreed on Monday, the Orlian Central News Agency reported.",
        "The minister met envoys of Orlia on Monday. "
        "The Orlian Central News Agency did not mention sending nurses.",
    )
    disputed = [p for p in points if p.status == "disputed"]

    assert any(any("did not mention" in c.text for c in p.claims) for p in disputed)
    assert at_odds(points, "dispatch of the nurses", "did not mention") is not None


def test_what_is_called_false_stands_against_what_was_said():
    """Who calls the charges false denies the statement just before."""
    points = told(
        "Oona Pell stole the boats and burned the pier, the police said. "
        "Her lawyer, Max Rohr, said the charges were false.",
        "Oona Pell, a fisher, was charged in Harrow on Monday.",
    )
    disputed = [p for p in points if p.status == "disputed"]

    assert any(any("charges were false" in c.text for c in p.claims) for p in disputed)


def test_a_denial_of_what_was_said_is_never_overtaken():
    """Without denials nothing is overtaken, and members without any deny nothing."""
    assert not is_overtaken([], {}, {})
    assert denials_of([], []) == {}


def test_what_nobody_had_done_yet_has_developed():
    """No claim of responsibility at night, one the next day: an update, no dispute."""
    points = told(
        "A bomb went off at the market of Harrow on Monday. "
        "The Red Dawn group has not claimed responsibility for the attack on the market of Harrow so far.",
        "A bomb went off at the market of Harrow on Monday. "
        "The Red Dawn group has claimed responsibility for the attack on the market of Harrow.",
        days=(3, 5),
    )
    point = at_odds(points, "has not claimed", "has claimed responsibility")

    assert point is not None and (point.status, point.developed) == ("differs", True)


def test_a_negation_up_to_some_time_denies_nothing_later():
    """A club that had won no cup since 1998 may win one now."""
    points = told(
        "Harrow Rovers won the Northern Cup on Saturday, and the town danced.",
        "Harrow Rovers had not won the Northern Cup since 1998. On Saturday the town danced.",
    )

    assert at_odds(points, "won the Northern Cup", "had not won") is None


def test_what_is_refused_is_no_denial():
    """Who is denied a visa denies nothing; who denies a charge does."""
    points = told(
        "The envoy of Orlia was denied a visa for Norvale on Monday, the ministry said.",
        "The envoy of Orlia asked for a visa for Norvale on Monday, the ministry said.",
    )

    assert not any(d.kind == "polarity" for p in points for d in p.differences)


def test_reports_of_two_years_tell_two_happenings():
    """The dead of a fire a year ago are not those of this one."""

    def burned(number: str, day: str, outlet: str) -> Report:
        text = f"{number} people died when a mill burned down at Harrow on Monday, the council said."
        return Report(id=outlet, text=text, published=f"{day}T09:00:00+00:00", outlet=outlet)

    of_one_day = find_points(
        *read_story([burned("Nine", "2031-05-12", "A"), burned("Fourteen", "2031-05-12", "B")])
    )
    apart = find_points(
        *read_story([burned("Nine", "2030-05-06", "A"), burned("Fourteen", "2031-05-12", "B")])
    )

    assert at_odds(of_one_day, "Nine", "Fourteen") is not None
    assert at_odds(apart, "Nine", "Fourteen") is None


def test_one_of_several_is_no_other_number():
    """A passenger, and one of the passengers."""
    points = told(
        "A passenger boarded the wrong ferry at Harrow on Monday.",
        "One of the passengers boarded the wrong ferry at Harrow on Monday.",
        days=(3, 3),
    )

    assert not any(d.kind == "value" for p in points for d in p.differences)


def test_what_is_denied_is_found_by_its_words():
    """A denial stands against the clause of somebody else that tells all it denies, in another sentence and form."""
    points = told(
        "The mayor of Harrow spoke on Monday. The militia has accused the surveyors of espionage, he said.",
        "The surveyors came to Harrow in May. "
        "Captain Max Rohr flatly rejected accusations that the surveyors were spies.",
        "The main target of the new levy was Norvale Freight, the paper of the guild wrote.",
        "Norvale Freight itself was not targeted, the ministry of Orlia said.",
    )

    assert at_odds(points, "accused the surveyors", "rejected accusations") is not None
    assert at_odds(points, "main target", "was not targeted") is not None


def test_a_denial_of_something_else_stands_alone():
    """Words in common that only say when, or of whom, make no contradiction."""
    points = told(
        "Harrow Rovers came back after a rain delay and won the final game.",
        "The sun shone in Harrow. That didn't delay the game.",
        "The ferry line carries passenger boats between Harrow and Pell.",
        "There were no passengers on the boats, the harbour master said.",
    )

    assert not any(d.kind == "polarity" for p in points for d in p.differences)


def test_two_first_names_of_one_person():
    """A speaker has one first name; a nickname and another script's spelling are no other."""
    points = told(
        "Jorun Ackerveld, the speaker of the assembly, opened the session in Harrow on Monday.",
        "The session in Harrow was opened by the speaker, Petra Ackerveld.",
        "Bob Tellingham and Sergei Ostrovkin sat in the first row.",
        "Robert Tellingham left early with Sergey Ostrovkin.",
    )
    named = [d for p in points for d in p.differences if d.kind == "name"]

    assert [d.explanation for d in named] == ["“Jorun Ackerveld” against “Petra Ackerveld”"]


def test_a_lone_denial_is_told_and_disputes_nothing():
    """No report has the claim of the other side: nobody here is at odds."""
    points = told(
        "The Norvale line dismissed claims that its ferries were unsafe.",
        "The Norvale line has nine ferries at Harrow.",
    )
    point = next(p for p in points if "dismissed claims" in p.statement)

    assert (point.kind, point.status, point.differences) == ("denial", "single", ())
    # What it dismisses is no claim of its own, least of all in its mouth.
    assert not any(c.text == "its ferries were unsafe" for p in points for c in p.claims)


def test_silence_is_no_denial_of_what_others_tell():
    """That an agency did not report the dead is no word against a ministry that did."""
    points = told(
        "There were dead and wounded among the guards at the mill of Harrow, the ministry of health said.",
        "The mill of Harrow burned. The Orlian Central News Agency did not mention dead and wounded guards.",
    )

    assert not any(p.status == "disputed" for p in points)


def test_what_is_disputed_is_the_heading():
    """Not the denial: nobody disputes that the captain rejected it."""
    points = told(
        "The mayor of Harrow spoke on Monday. The militia has accused the surveyors of espionage, he said.",
        "The surveyors came to Harrow in May. "
        "Captain Max Rohr flatly rejected accusations that the surveyors were spies.",
    )
    point = at_odds(points, "accused the surveyors", "rejected accusations")

    assert point is not None and "accused the surveyors" in point.statement


def test_those_reports_are_what_was_just_told():
    """A denial that says nothing of what it denies answers the sentence before."""
    points = told(
        "The talks in Harrow are overshadowed by reports that Orlian planes have dropped mines in the sound. "
        "The government of Orlia denied those reports.",
        "The talks in Harrow went on for nine days.",
    )
    point = at_odds(points, "dropped mines", "denied those reports")
    assert point is not None and point.status == "disputed"

    points = told(
        "The upheaval is directed by agents of Norvale, the council of Harrow says. Norvale denies it is involved.",
        "The talks in Harrow went on for nine days.",
    )
    assert at_odds(points, "directed by agents", "denies it is involved") is not None


def test_who_denies_does_not_deny_what_else_is_told_of_them():
    """The sentence before names the denier, and nothing that they deny."""
    points = told(
        "Officers expect new fines for Norvale on Monday. Norvale denies running a camp for the rebels of Orlia."
    )

    assert not any(p.status == "disputed" for p in points)


def test_a_report_that_somebody_else_speaks_in_ends_where_they_speak():
    """What the clerk said is a side of its own, and not part of the denial."""
    points = told(
        "The Norvale line disputes a newspaper report printed on Monday, where a former clerk said the two ferries had"
        " sailed without a pilot.",
        "The Norvale line has nine ferries at Harrow.",
    )
    point = at_odds(points, "sailed without a pilot", "disputes a newspaper report")
    assert point is not None
    (difference,) = [d for d in point.differences if d.kind == "polarity"]
    claims = {c.id: c for c in point.claims}
    sides = [[claims[c] for c in group] for group in difference.groups]

    assert not any(a.report == b.report and a.span.overlaps(b.span) for a in sides[0] for b in sides[1])


def test_the_tolls_of_two_sides_of_a_fight():
    """Rebels against separatists, the wounded against the injured, each of one day's fighting."""
    points = told(
        "As many as ten rebels were killed in the fighting for Harrow on Monday, and at least 30 injured.",
        "More than 40 separatists were killed in the fighting for Harrow on Monday, and 20 wounded.",
        days=(3, 3),
    )

    assert at_odds(points, "ten rebels", "40 separatists") is not None
    assert at_odds(points, "30 injured", "20 wounded") is not None


def test_a_beginning_is_no_contradiction_of_the_whole():
    """9,000 guards at first, 14,000 in all: told by the whole, as what it has come to."""
    points = told(
        "Orlia initially sent some 9,000 guards to the border with Norvale in May.",
        "An estimated 14,000 guards of Orlia served at the border with Norvale.",
    )
    point = at_odds(points, "9,000", "14,000")

    assert point is None or (point.developed and "14,000" in point.statement)


def test_clock_times_of_two_happenings():
    """One rocket in May and one in July, each over the same cape at its own hour."""
    texts = (
        "A rocket passed over Cape Tolm at 6:07 a.m. on May 3, the ministry of Orlia said.",
        "A rocket passed over Cape Tolm at 7:31 a.m. on July 20, the ministry of Orlia said.",
    )
    days = ("2031-05-03", "2031-07-20")
    reports = [
        Report(id=f"r{n}", text=text, published=f"{day}T12:00:00+00:00", outlet=f"Paper {n}")
        for n, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    points = find_points(*read_story(reports))

    assert at_odds(points, "6:07", "7:31") is None


def test_what_was_yet_to_be_done_and_was_done():
    """Not yet announced on one day, announced on a later one: an update."""
    points = told(
        "Mayor Ana Oro of Harrow has yet to announce her candidacy for the senate.",
        "The mayor announced her candidacy for the senate on Friday, and Harrow cheered.",
        days=(2, 9),
    )
    point = at_odds(points, "has yet to announce", "announced her candidacy")

    assert point is not None and point.developed


def test_who_backs_one_thing_may_oppose_another():
    """A vote and a launch are two things, whoever speaks of both."""
    points = told(
        "Orlia supported the new round of levies in the Harbour Council on Monday.",
        "Orlia opposes the launch of rockets against the rules of the Harbour Council.",
    )

    assert not any(d.kind == "value" for p in points for d in p.differences)
