"""Odd corpora: bounded work, sensible stories."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model import Report
from firsthand.stories import features, group, keep, likeness


def test_thousands_of_prints_of_one_text_are_one_story():
    """Identical reports are placed once."""
    text = (
        "The dam above the town of Oro held through a night of heavy rain, officials of the water board said."
    )
    kept = keep(Report(id="0", text=text, published="2032-01-30"))
    prints = [Report(id=str(n), text=text, published="2032-01-30") for n in range(2000)]
    (story,) = group(prints)

    assert len(story.reports) == 2000
    assert sum(p.copy_of is None for p in story.placements) == 1
    assert kept.words == keep(prints[7]).words


def test_reports_of_one_word_stand_by_their_word():
    """The same word is one story, another word another, no word none with anything."""
    stories = group(
        [
            Report(id=i, text=t)
            for i, t in (("a", "Flood"), ("b", "flood"), ("c", "Merger"), ("d", "the"), ("e", "…"))
        ]
    )

    assert sorted(s.reports for s in stories) == [("a", "b"), ("c",), ("d",), ("e",)]


def test_a_huge_report_costs_what_a_long_one_costs():
    """Only the beginning is looked at, and the traits are of bounded size."""
    words = " ".join(f"word{n} Name{n}" for n in range(4000))
    long, huge = (keep(Report(id="a", text=words * n)).traits for n in (1, 50))

    assert long.terms == huge.terms
    assert len(huge.terms) < 4000


def test_words_at_hand_are_bounded(monkeypatch):
    """A word without end is not kept, and all are let go before they get too many; what they give is the same."""
    monkeypatch.setattr(features, "MOST_KNOWN", 5)
    known = features._Known(len)
    lengths = [known["w" * n] for n in range(1, 12)]

    assert lengths == list(range(1, 12)) and len(known) <= 5
    assert known["w" * 5000] == 5000 and max(map(len, known)) <= features.LONGEST_KNOWN


def test_reports_in_many_scripts_are_placed():
    """Every script has words; none meets another by chance."""
    texts = {
        "ru": "Наводнение в городе Орша: вода поднялась на три метра, сообщили спасатели.",
        "ru2": "Спасатели сообщили, что вода в городе Орша поднялась на три метра: наводнение.",
        "ar": "فيضان كبير في المدينة بعد أمطار غزيرة",
        "zh": "洪水淹没了城市 救援人员赶到",
        "hi": "शहर में बाढ़ आई और बचाव दल पहुँचा",
        "emoji": "🔥🔥🔥 \U0001f30a \ud83d",
    }
    stories = group([Report(id=i, text=t) for i, t in texts.items()])

    assert sorted(s.reports for s in stories)[-2:] == [("ru", "ru2"), ("zh",)]
    assert len(stories) == 5


def test_a_thousand_alphabets_are_a_thousand_matters():
    """Words of one alphabet each, as many alphabets as reports: no two of them meet, each has its words."""
    letters = [chr(c) for c in range(0x100, 0x30000) if chr(c).isalpha() and chr(c).lower() == chr(c)]
    alphabets = [letters[k : k + 12] for k in range(0, 12_000, 12)]
    reports = [
        Report(id=f"{k:04}", text=" ".join("".join(one[j:] + one[:j]) for j in range(12)))
        for k, one in enumerate(alphabets)
    ]
    stories = group(reports)

    assert len(stories) == len(reports) == 1000
    assert all(keep(report).traits.keys for report in reports[::50])


def test_many_matters_of_one_second_stay_apart():
    """A hundred events that all carry the same second: their words decide, and every one is whole."""
    chance = random.Random(1)
    words = ["".join(chance.choices("bdfgklmnprstvaeiou", k=8)) for _ in range(1200)]
    reports = [
        Report(
            id=f"{k:03}-{n}",
            text=f"Officials spoke of {' '.join(chance.sample(words[12 * k : 12 * k + 12], 10))} on the day.",
            published="2031-05-06T10:00:00Z",
        )
        for k in range(100)
        for n in range(3)
    ]
    stories = group(reports)

    assert all(len({i.split("-")[0] for i in s.reports}) == 1 for s in stories)
    assert len(stories) == 100


def test_one_second_and_the_far_future_are_days_like_others():
    """All at one time, in the year 9999, or at no day that there is: placed by their words."""
    fire = (
        "A fire burned the grain hall at Mirow. Two firemen of Mirow were hurt, captain Ula Brandt said. {}"
    )
    for published in ("2031-05-06T10:00:00Z", "9999-12-31", "2031-99-99", "0000-00-00", "soon"):
        reports = [Report(id=str(n), text=fire.format(n), published=published) for n in range(30)]
        (story,) = group(reports)
        assert len(story.reports) == 30


def test_a_word_in_every_report_brings_a_bounded_number_together(monkeypatch):
    """However many reports share their weighty words, each is compared with so many on either side."""
    monkeypatch.setattr(likeness, "REACH", 5)
    held = [
        keep(
            Report(
                id=f"{n:03}",
                text=f"Storm over Kestrel harbour, ship number {n} lost.",
                published="2031-05-06",
            )
        )
        for n in range(120)
    ]
    pairs = likeness.find_pairs([k.traits for k in held])

    assert 0 < len(pairs.left) <= 120 * 5 * features.MAX_KEYS
    assert np.bincount(pairs.right).max() <= 5 * features.MAX_KEYS


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=40), st.text(max_size=12))
def test_any_text_has_traits(text, title, url, published):
    """No text, title, address or time breaks it; terms rise, weights are finite and of length about 1."""
    traits = keep(Report(id="x", text=text, title=title, url=url, published=published)).traits

    assert list(traits.terms) == sorted(set(traits.terms))
    assert all(0 < w < 1.2 for w in traits.weights)
    assert len(traits.keys) == len(traits.key_weights) <= features.MAX_KEYS
