"""Who tells what no attribution holds: by grammar, by marks, by what stands around it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.claims.frames import cut_frames
from firsthand.claims.sourcing.origins import origin_of, trace, voices
from firsthand.claims.sourcing.telling import Telling
from firsthand.model import Attribution, Entity, Lineage, Reading, Span, Speaker
from firsthand.testing.trees import a_parsed_reading


def with_names(reading: Reading, **kinds: str) -> Reading:
    """The reading with an entity for each of the words, wherever it stands."""
    text = reading.report.text
    found = []
    for name, kind in kinds.items():
        starts = [t.start for t in reading.tokens if t.span.of(text) == name]
        found.append(
            Entity(id=name, name=name, type=kind, mentions=tuple(Span(s, s + len(name)) for s in starts))
        )
    return replace(reading, entities=tuple(found))


def said(
    text: str, cue: str, content: str, speaker: str, nth: int = 0, form: str = "indirect"
) -> Attribution:
    start = -1
    for _ in range(nth + 1):
        start = text.index(cue, start + 1)
    spans = (Span(text.index(content), text.index(content) + len(content)),) if content else ()
    return Attribution(
        source=(),
        cue=(Span(start, start + len(cue)),),
        content=spans,
        form=form,
        speaker=Speaker(speaker),  # type: ignore[arg-type]
    )


def told(reading: Reading, words: str) -> str | None:
    """Who tells the frame that begins with the words."""
    frame = next(f for f in cut_frames(reading, 0) if f.span.of(reading.report.text).startswith(words))
    teller = Telling(reading).teller(frame)
    return teller.speaker.name if teller else None


PLEDGE = (
    "Oro|PROPN|2|nsubj pledged|pledge|VERB|0|root to|PART|4|mark hire|VERB|2|xcomp ten|NUM|6|nummod"
    " guards|guard|NOUN|4|obj ,|PUNCT|8|punct train|VERB|4|conj all|DET|10|det crews|crew|NOUN|8|obj"
    " and|CCONJ|12|cc mend|VERB|4|conj the|DET|14|det boats|boat|NOUN|12|obj"
)


def test_what_is_pledged_is_his_who_pledges_it():
    """Every verb that a pledge governs is the pledger's, also where two are coordinated."""
    reading = with_names(a_parsed_reading(PLEDGE), Oro="organization")

    assert told(reading, "train") == "Oro"
    assert told(replace(reading, entities=()), "train") is None


@pytest.mark.parametrize(("opening", "teller"), [("that|SCONJ|7|mark", "Pell"), ("which|PRON|7|obj", None)])
def test_what_is_feared_is_his_who_fears_it(opening: str, teller: str | None):
    """ "Pell 's fear that trade would fall", also where the parser takes the clause for a relative one."""
    reading = with_names(
        a_parsed_reading(
            f"It|PRON|2|nsubj met|meet|VERB|0|root Pell|PROPN|5|nmod:poss 's|PART|3|case fear|NOUN|2|obj {opening}"
            " ended|end|VERB|5|acl:relcl trade|NOUN|7|nsubj in|ADP|10|case Oro|PROPN|7|obl"
        ),
        Pell="person",
    )

    assert told(reading, "ended" if teller else "which") == teller


def test_a_body_that_is_no_name_tells_by_its_words():
    """ "the port's council called for an end": the council of the port."""
    reading = a_parsed_reading(
        "The|DET|4|det port|NOUN|4|nmod:poss 's|PART|2|case council|NOUN|5|nsubj called|call|VERB|0|root"
        " for|ADP|8|case an|DET|8|det end|NOUN|5|obl to|ADP|10|case strikes|strike|NOUN|8|nmod"
    )

    assert told(reading, "The port") == "port 's council"


def test_a_thing_tells_nothing():
    """ "The bridge suggests": a thing is no teller."""
    reading = a_parsed_reading(
        "The|DET|2|det bridge|NOUN|3|nsubj suggested|suggest|VERB|0|root a|DET|6|det great|ADJ|6|amod"
        " danger|NOUN|3|obj yesterday|NOUN|3|obl"
    )

    assert told(reading, "The bridge") is None


NESTED = (
    "It|PRON|2|nsubj said|say|VERB|0|root the|DET|4|det driver|NOUN|10|nsubj ,|PUNCT|7|punct who|PRON|9|nsubj"
    " police|NOUN|8|nsubj believe|VERB|4|acl:relcl held|hold|VERB|8|ccomp fled|flee|VERB|2|ccomp"
    " north|ADV|10|advmod two|NUM|13|nummod passports|passport|NOUN|9|obj"
)


def test_a_teller_within_anothers_words_is_nearer():
    """ "Varn said the driver, who police believe held two passports": police, through Varn."""
    reading = with_names(a_parsed_reading(NESTED), police="organization")
    text = reading.report.text
    attribution = said(text, "said", text[text.index("the driver") :], "Varn")
    reading = replace(reading, attributions=(attribution,))
    frame = next(
        f for f in cut_frames(reading, 0) if reading.tokens[f.head].lemma == "hold" and f.kind == "clause"
    )
    (voice,) = voices([reading], Lineage())
    origin = origin_of(frame, reading, voice.desk)

    assert (origin.name, origin.via) == ("police", ("Varn",))


@pytest.mark.parametrize(
    ("marks", "teller"),
    [(("“", "”"), "Oro"), (('"', '"'), "Oro"), (("'", "'"), "Oro"), (("(", ")"), None)],
)
def test_what_stands_in_marks_is_the_speakers_of_the_paragraph(marks: tuple[str, str], teller: str | None):
    """A quoted sentence without a cue of its own is his who spoke before it in the paragraph."""
    opening, closing = marks
    reading = a_parsed_reading(
        "Oro|PROPN|2|nsubj spoke|speak|VERB|0|root .|PUNCT|2|punct"
        f" {opening}|PUNCT|7|punct The|DET|6|det dam|NOUN|7|nsubj held|hold|VERB|2|parataxis all|DET|9|det"
        f" night|NOUN|7|obl .{closing}|PUNCT|7|punct"
    )
    text = reading.report.text.replace(f"{opening} The", f" {opening}The")
    moved = tuple(
        replace(
            t,
            start=t.start + (t.span.of(reading.report.text) == opening),
            end=t.end + (t.span.of(reading.report.text) == opening),
        )
        for t in reading.tokens
    )
    reading = replace(
        reading,
        report=replace(reading.report, text=text),
        tokens=moved,
        attributions=(said(text, "spoke", "", "Oro"),),
    )

    assert told(reading, "The dam held") == teller


GOES_ON = (
    "Oro|PROPN|2|nsubj said|say|VERB|0|root it|PRON|4|nsubj rained|rain|VERB|2|ccomp .|PUNCT|2|punct\n"
    "It|PRON|3|nsubj would|AUX|3|aux rain|VERB|0|root on|ADP|5|case Sunday|PROPN|3|obl too|ADV|3|advmod"
    " .|PUNCT|3|punct"
)


@pytest.mark.parametrize(("between", "teller"), [(" ", "Oro"), ("\n", None)])
def test_reported_speech_goes_on_within_a_paragraph(between: str, teller: str | None):
    """ "It would rain": in the tense of what was reported before; not over a paragraph's end."""
    reading = a_parsed_reading(GOES_ON)
    text = reading.report.text.replace("\n", between)
    reading = replace(
        reading,
        report=replace(reading.report, text=text),
        attributions=(said(text, "said", "it rained", "Oro"),),
    )

    assert told(reading, "It would") == teller


def test_what_another_tells_is_not_the_speakers_around_it():
    """A sentence with a speaker of its own is not his who speaks before and after."""
    line = "Oro|PROPN|2|nsubj spoke|speak|VERB|0|root .|PUNCT|2|punct"
    middle = (
        "Pell|PROPN|2|nsubj wrote|write|VERB|0|root that|SCONJ|5|mark rain|NOUN|5|nsubj fell|fall|VERB|2|ccomp"
        " all|DET|7|det night|NOUN|5|obl .|PUNCT|2|punct"
    )
    reading = a_parsed_reading(f"{line}\n{middle}\n{line}")
    text = reading.report.text.replace("\n", " ")
    around = [said(text, "spoke", "", "Oro"), said(text, "spoke", "", "Oro", nth=1)]
    own = said(text, "wrote", "", "Pell")
    reading = replace(reading, report=replace(reading.report, text=text))

    assert told(replace(reading, attributions=tuple(around)), "rain fell") == "Oro"
    assert told(replace(reading, attributions=(around[0], own, around[1])), "rain fell") is None


@pytest.mark.parametrize(
    ("credit", "name", "via"),
    [
        ("Reuters/Ben Pell", "Reuters", ()),
        ("Oro via Reuters", "Oro", ("Reuters",)),
        ("Harbour Ministry/AFP", "Harbour Ministry", ("AFP",)),
        ("Oro via Pell", None, ()),
    ],
)
def test_a_credit_behind_a_caption_names_who_shows_it(credit: str, name: str | None, via: tuple[str, ...]):
    """An agency with its photographer; a body through an agency; no agency, no credit."""
    reading = a_parsed_reading(
        "Smoke|NOUN|2|nsubj rises|rise|VERB|0|root over|ADP|5|case the|DET|5|det harbour|NOUN|2|obl .|PUNCT|2|punct"
    )
    reading = replace(reading, report=replace(reading.report, text=f"{reading.report.text} {credit}"))
    frame = next(f for f in cut_frames(reading, 0) if f.kind == "clause")
    teller = Telling(reading).teller(frame)

    assert (teller.speaker.name if teller else None, teller.via if teller else ()) == (name, via)


def test_a_headline_has_its_matter_from_whom_the_lead_names():
    """The headline names nobody and the lead says the same by somebody's word; another matter stays own voice."""
    clause = "{} workers|worker|NOUN|3|nsubj mend|VERB|0|root the|DET|6|det harbour|NOUN|6|compound wall|NOUN|3|obj"
    other = "Fish|NOUN|2|nsubj die|VERB|0|root in|ADP|5|case warm|ADJ|5|amod water|NOUN|2|obl"
    head = clause.format("Harbour|NOUN|2|compound")
    reading = a_parsed_reading(f"{head}\n{other}\n{clause.format('The|DET|2|det')} .|PUNCT|3|punct")
    text = reading.report.text
    lead = Span(text.rindex("The workers"), len(text) - 2)
    attribution = Attribution(source=(), cue=(), content=(lead,), form="indirect", speaker=Speaker("Ana Oro"))
    reading = replace(reading, attributions=(attribution,))
    frames = cut_frames(reading, 0)
    (voice,) = voices([reading], Lineage())
    origins = trace(frames, [reading], [voice.desk] * len(frames))
    found = {
        f.span.of(text).split()[0]: o for f, o in zip(frames, origins, strict=True) if f.kind == "clause"
    }

    assert (found["Harbour"].name, found["Harbour"].own_voice) == ("Ana Oro", False)
    assert found["Fish"].own_voice


POST = (
    "Oro|PROPN|2|nsubj wrote|write|VERB|0|root this|PRON|2|obj {end}|PUNCT|2|punct\n"
    "The|DET|2|det dam|NOUN|3|nsubj broke|break|VERB|0|root at|ADP|5|case night|NOUN|3|obl\n"
    "{sign}|X|0|root\n"
    "Rain|NOUN|2|nsubj fell|fall|VERB|0|root all|DET|4|det week|NOUN|2|obl"
)


@pytest.mark.parametrize(
    ("signature", "teller"),
    [
        ("— Ana Pell (@anapell) May 3, 2031", "Ana Pell"),
        ("--the captain (@capt_pell)", "Pell"),
        ("— Ana Pell, in a letter", None),
    ],
)
def test_a_post_is_his_who_signs_it(signature: str, teller: str | None):
    """A post printed whole is the words of who signs it, by name or by handle; what follows is not."""
    reading = a_parsed_reading(POST.format(end=".", sign="x" * len(signature)))
    text = reading.report.text.replace("x" * len(signature), signature)
    people = tuple(
        Entity(id=name, name=name, type="person", mentions=())
        for name in (("Ana Pell",) if teller == "Ana Pell" else ("Capt Pell",))
    )
    reading = replace(reading, report=replace(reading.report, text=text), entities=people)

    found = told(reading, "The dam broke")
    assert found is None if teller is None else found is not None and found.endswith(teller)
    assert told(reading, "Rain fell") is None


@pytest.mark.parametrize(("end", "teller"), [(":", "Oro"), (".", None)])
def test_a_colon_opens_somebodys_words(end: str, teller: str | None):
    """ "Oro wrote this:" and a line of its own."""
    reading = a_parsed_reading(POST.format(end=end, sign="*"))
    reading = replace(reading, attributions=(said(reading.report.text, "wrote", "", "Oro"),))

    assert told(reading, "The dam broke") == teller
    assert told(reading, "Rain fell") is None


ANSWER = (
    "Oro|PROPN|2|nsubj responded|respond|VERB|0|root {mark}|PUNCT|2|punct “|PUNCT|2|punct The|DET|6|det dam|NOUN|7|nsubj"
    " broke|break|VERB|2|parataxis in|ADP|10|case the|DET|10|det night|NOUN|7|obl ”|PUNCT|2|punct"
)


@pytest.mark.parametrize(("mark", "teller"), [(":", "Oro"), (";", None)])
def test_a_colon_before_a_quotation_names_its_speaker(mark: str, teller: str | None):
    """ "Oro responded: “…”", whatever the verb."""
    reading = with_names(a_parsed_reading(ANSWER.format(mark=mark)), Oro="person")

    assert told(reading, "The dam broke") == teller


@pytest.mark.parametrize(("link", "teller"), [("and", "Oro"), (";", None)])
def test_who_is_named_at_the_end_has_said_the_sentence(link: str, teller: str | None):
    """ "The dam broke and water rose, Oro said": all of it, unless something starts afresh."""
    reading = a_parsed_reading(
        "The|DET|2|det dam|NOUN|3|nsubj broke|break|VERB|0|root"
        f" {link}|CCONJ|6|cc water|NOUN|6|nsubj rose|rise|VERB|3|conj ,|PUNCT|9|punct Oro|PROPN|9|nsubj"
        " said|say|VERB|3|parataxis"
    )
    text = reading.report.text
    attribution = replace(
        said(text, "said", "water rose", "Oro"), source=(Span(text.index("Oro"), text.index("Oro") + 3),)
    )
    reading = replace(reading, report=replace(reading.report, text=text), attributions=(attribution,))
    frame = next(f for f in cut_frames(reading, 0) if reading.tokens[f.head].lemma == "break")
    frame = replace(frame, span=Span(0, text.index(" " + link)), attributions=(), predicate_at=())
    teller_found = Telling(reading).teller(frame)

    assert (teller_found.speaker.name if teller_found else None) == teller


@pytest.mark.parametrize(
    ("speaker", "verb", "is_telling"),
    [("a guard", "accused", False), ("a guard", "said", True), ("Oro", "accused", True)],
)
def test_somebody_of_the_story_who_turns_on_another_tells_nothing(speaker: str, verb: str, is_telling: bool):
    """ "A guard accused him": the report tells it; who is named may have said it to the reporter."""
    reading = a_parsed_reading(
        f"Someone|PRON|2|nsubj {verb}|{'accuse' if verb == 'accused' else 'say'}|VERB|0|root"
        " him|PRON|2|obj of|ADP|5|case theft|NOUN|2|obl"
    )
    reading = replace(reading, attributions=(said(reading.report.text, verb, "theft", speaker),))

    assert (0 not in Telling(reading).untold) == is_telling


@pytest.mark.parametrize(
    ("words", "cue", "is_telling"),
    [
        ("Crews|crew|NOUN|3|nsubj:pass were|AUX|3|aux:pass told|tell|VERB|0|root to|PART|5|mark leave|VERB|3|xcomp",
         "were told", False),
        ("Crews|crew|NOUN|2|nsubj told|tell|VERB|0|root us|PRON|2|obj to|PART|5|mark leave|VERB|2|xcomp",
         "told", True),
        ("Oro|PROPN|3|nsubj:pass was|AUX|3|aux:pass quoted|quote|VERB|0|root as|SCONJ|5|mark saying|say|VERB|3|advcl",
         "was quoted as saying", True),
        ("Oro|PROPN|2|nsubj found|find|VERB|0|root guilty|ADJ|2|xcomp of|SCONJ|5|mark lying|lie|VERB|3|advcl",
         "found guilty of", False),
        ("Images|image|NOUN|4|nsubj of|ADP|3|case floods|flood|NOUN|1|nmod spread|VERB|0|root", "Images of", False),
    ],
)  # fmt: skip
def test_who_is_spoken_to_or_judged_tells_nothing(words: str, cue: str, is_telling: bool):
    """Crews who were told, somebody found guilty, images: none of them said it; who is quoted did."""
    reading = a_parsed_reading(words)
    reading = replace(reading, attributions=(said(reading.report.text, cue, "", "Oro"),))

    assert (0 not in Telling(reading).untold) == is_telling
