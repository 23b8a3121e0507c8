"""Opinions: what somebody feels or holds is marked, what could be checked is not, and a call to the reader is no claim."""

from __future__ import annotations

import pytest

import firsthand
from firsthand.briefs.html import render_html
from firsthand.briefs.json import write_json
from firsthand.briefs.markdown import render_markdown
from firsthand.briefs.terminal import render_terminal
from firsthand.model import Account, Claim

OPINIONS = [
    ("“I think that the plan is shameful,” Ana Pell said in Oro.", "the plan is shameful"),
    ("Tom Reve called the new toll a “cheap trick” in Oro.", "called the new toll"),
    ("The mayor of Oro praised the crew of the lifeboat.", "praised the crew"),
    ("The mayor of Oro condemned the strike.", "condemned the strike"),
    ("Lena Osk hopes the bridge at Tamsel will open again on Monday.", "will open again"),
    ("“The minister should resign,” said Lena Osk of the Oro union.", "should resign"),
    ("“We are proud of our crew,” the owner of the Marra Star said.", "proud of our crew"),
    ("“Our thoughts are with the families of the sailors,” the owner said.", "thoughts are with"),
    ("The old harbour hotel of Oro was beautiful, the guests said.", "was beautiful"),
]
FACTS = [
    ("“I am sad that 10 sailors died in the storm,” the mayor of Oro said.", "10 sailors"),
    ("“I am sad that 10 sailors died in the storm,” the mayor of Oro said.", "sailors died"),
    ("The court in Oro condemned the pilot to death.", "condemned the pilot"),
    ("The Marra Star called at the harbour of Tamsel.", "called at"),
    ("The village of Tamsel called for help from Oro.", "called for"),
    ("The ferry should reach the harbour of Oro soon, the owner said.", "should reach"),
    ("The flood at Tamsel was the most terrible in 30 years, engineers said.", "in 30 years"),
    ("The police believe that the driver fled to Tamsel.", "the driver fled"),
]
CALLS = [
    ("The dam above Oro held on Friday. Protect My Harbour now.", "Protect"),
    ("The dam above Oro held on Friday. Read more about the dam in Sunday's paper.", "Read"),
    ("The dam above Oro held on Friday. Please stay at home until June 3.", "June 3"),
    ("The dam above Oro held on Friday. Do not call the town hall of Tamsel.", "call"),
]


def account_of(text: str) -> Account:
    [account] = firsthand.brief([firsthand.Report(id="a", text=text, published="2032-01-30")])
    return account


def claims_with(text: str, words: str) -> list[Claim]:
    return [c for p in account_of(text).points for c in p.claims if words in c.text]


@pytest.mark.parametrize(("text", "words"), OPINIONS)
def test_what_somebody_feels_or_holds_is_an_opinion(text, words):
    """A hope, a judgement, praise, what people should do."""
    found = claims_with(text, words)

    assert found
    assert all(claim.opinion for claim in found)


@pytest.mark.parametrize(("text", "words"), FACTS)
def test_what_can_be_checked_is_no_opinion(text, words):
    """A fact that one is sad about, a sentence of a court, an expectation, a number."""
    found = claims_with(text, words)

    assert found
    assert not any(claim.opinion for claim in found)


@pytest.mark.parametrize(("text", "words"), CALLS)
def test_a_call_to_the_reader_is_no_claim(text, words):
    """Who is told to do something is told nothing that is so."""
    assert claims_with(text, "The dam above Oro held")
    assert not claims_with(text, words)


def test_every_brief_marks_an_opinion():
    """The mark stands behind who holds it, in every form for people and in the JSON."""
    account = account_of(OPINIONS[0][0])

    for brief in (render_terminal(account), render_markdown(account), render_html([account])):
        assert "an opinion" in " ".join(brief.split())
    assert '"opinion":true' in write_json([account])
