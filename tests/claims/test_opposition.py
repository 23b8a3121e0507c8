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
    assert denials_of([]) == {}


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


def test_who_dismisses_claims_disputes_them():
    """A dispute inside one report, without the claim of the other side."""
    points = told(
        "The Norvale line dismissed claims that its ferries were unsafe.",
        "The Norvale line has nine ferries at Harrow.",
    )

    assert any(p.status == "disputed" and "dismissed claims" in p.statement for p in points)
