"""Rules for now, the past and the future, told without a date."""

from __future__ import annotations

from firsthand.reading.times import words as w
from firsthand.reading.times.rules import Found, Meaning, Rule, entering

RULES: list[Rule] = []
rule = entering(RULES)


# -------------------------------------------------------------- now, soon, the past
@rule(
    "('right' | 'just' | 'until' | 'even')? <now:present> | 'these' 'days' | 'at' <pres:'present'>"
    " | <moment:'at' ('this' | 'the') 'moment'>",
    ("They are [[now]] at sea.", "DATE", "PRESENT_REF"),
    ("They do it [[right now]].", "DATE", "PRESENT_REF"),
    ("The [[current]] rules are old.", "DATE", "PRESENT_REF"),
)
def present(found: Found) -> Meaning | None:
    start: int | None = None
    if found.has("now"):
        start = found.match.start("now")
        if found.surface(start) == "Now" and found.near(found.end) == ",":
            return None  # "Now, what is this?" begins a thought
        if found.word("now") == "now" and found.near(start - 1) == "right":
            start -= 1
    elif found.has("pres") or found.has("moment"):
        start = found.start + 1
    return Meaning(type="DATE", value="PRESENT_REF", start=start)


@rule(
    "('more' | 'most')? <p:past_word> | 'the' <past:'past'> | ('long' | unit_many) 'ago'",
    ("He [[recently]] left.", "DATE", "PAST_REF"),
    ("In [[the past]] it was so.", "DATE", "PAST_REF"),
)
def past(found: Found) -> Meaning | None:
    if found.has("past") and (
        found.near(found.end) in w.UNITS or found.near(found.start - 1) not in ("in", "of", "from", "with")
    ):
        return None
    if found.near(found.start) in w.UNITS and found.near(found.start - 1)[:1].isdigit():
        return None  # of a number that is no number of years
    if found.near(found.start - 1) == "as" and found.has("p"):
        return None  # "as recently as May"
    return Meaning(type="DATE", value="PAST_REF")


@rule(
    "'the' ('near' | 'immediate' | 'distant')? 'future' | 'the' ('near' | 'short' | 'long') 'term'"
    " | <soon:'soon'>",
    ("In [[the near future]] it ends.", "DATE", "FUTURE_REF"),
    ("It will [[soon]] end.", "DATE", "FUTURE_REF"),
)
def future(found: Found) -> Meaning | None:
    if found.has("soon") and (
        found.direction <= 0
        or found.near(found.start - 1) in ("as", "how")
        or found.near(found.end) in ("as", "after")
    ):
        return None  # "soon after", and "soon" in a story of the past
    return Meaning(type="DATE", value="FUTURE_REF")
