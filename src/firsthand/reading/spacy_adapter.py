"""A spaCy pipeline in the reader's seat: ``--reader spacy:en_core_web_sm``.

The pipeline that the user has installed gives tags, lemmas, dependencies and names; what it does not
give is found by the same functions as always: noise, sentences, times, quantities, speakers, and
attributions by the grammar of their cues (``mending``). Dependencies in spaCy's English labels (ClearNLP) are brought
to Universal Dependencies as far as a label and its neighbours tell; labels that are universal already
stay. spaCy itself is not installed with Firsthand.

Public: :class:`SpacyReader`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from firsthand.errors import SettingsError
from firsthand.model import Reading, Report, Span, Token
from firsthand.model.report import Issue
from firsthand.reading.assembly import assembled
from firsthand.reading.encoder import Name
from firsthand.reading.noise import find_noise
from firsthand.reading.sentences import split_sentences

MOST_CHARACTERS = 20_000  #: of a stretch that the pipeline sees at once
TYPES = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
#: ClearNLP relations that have one universal counterpart.
RELATIONS = {
    "ROOT": "root",
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "npadvmod": "obl:unmarked",
    "prt": "compound:prt",
    "neg": "advmod",
    "quantmod": "advmod",
    "intj": "discourse",
    "dative": "iobj",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "oprd": "xcomp",
    "acomp": "xcomp",
    "attr": "xcomp",
    "meta": "dep",
}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


class SpacyReader:
    """Reads with a spaCy pipeline.

    Args:
        pipeline: A pipeline, or the name of an installed one. It needs a parser or nothing: without
            one, sentences are flat and no attribution is found, which the reading's issues say.

    Raises:
        SettingsError: spaCy or the named pipeline is not installed.

    Example:
        >>> import pytest
        >>> spacy = pytest.importorskip("spacy")
        >>> from firsthand.model import Report
        >>> reading = SpacyReader(spacy.blank("en")).read(Report(id="a", text="The dam held."))
        >>> [token.span.of(reading.report.text) for token in reading.tokens]
        ['The', 'dam', 'held', '.']
    """

    name = "spacy"

    def __init__(self, pipeline: Any = "en_core_web_sm") -> None:
        self._nlp = _loaded(pipeline) if isinstance(pipeline, str) else pipeline
        meta = self._nlp.meta
        self.version = f"{meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')}".strip()

    def read(self, report: Report) -> Reading:
        """Read one report. Cost: the pipeline's own."""
        text = report.text
        noise = find_noise(report)
        sentences = split_sentences(text, noise)
        tokens: list[Token] = []
        names: list[Name] = []
        stretches = [(n, s) for n, sentence in enumerate(sentences) for s in _stretches(text, sentence)]
        parsed = False
        for (number, stretch), doc in zip(
            stretches, self._nlp.pipe(s.of(text) for _, s in stretches), strict=True
        ):
            parsed = parsed or doc.has_annotation("DEP")
            tokens.extend(_tokens(doc, stretch.start, number, len(tokens)))
            names.extend(
                Name(stretch.start + e.start_char, stretch.start + e.end_char, TYPES[e.label_])
                for e in doc.ents
                if e.label_ in TYPES
            )
        issues = report.issues
        if tokens and not parsed:
            message = f"the pipeline {self.version} parses nothing: no attributions are found"
            issues = (*issues, Issue(kind="unparsed", message=message))
        return assembled(
            report,
            noise=noise,
            sentences=sentences,
            tokens=tuple(tokens),
            names=tuple(names),
            attributions=(),  # the grammar of saying finds them
            issues=issues,
        )


def _loaded(name: str) -> Any:
    try:
        import spacy
    except ImportError as error:
        raise SettingsError("the reader spacy needs spaCy; install it with: pip install spacy") from error
    try:
        return spacy.load(name)
    except OSError as error:
        raise SettingsError(
            f"spaCy has no pipeline {name!r}; install it with: python -m spacy download {name}"
        ) from error


def _stretches(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence, cut at white space when it is longer than any sentence."""
    start = sentence.start
    while sentence.end - start > MOST_CHARACTERS:
        cut = text.rfind(" ", start + 1, start + MOST_CHARACTERS)
        end = cut if cut > start else start + MOST_CHARACTERS
        span = Span(start, end).trimmed(text)
        if len(span):
            yield span
        start = end
    span = Span(start, sentence.end).trimmed(text)
    if len(span):
        yield span


def _tokens(doc: Any, offset: int, sentence: int, base: int) -> list[Token]:
    """The words of a parsed stretch as ours, with one root and universal relations."""
    words = [word for word in doc if not word.is_space]
    place = {word.i: n for n, word in enumerate(words)}
    heads = [place.get(word.head.i, n) for n, word in enumerate(words)]
    relations = [RELATIONS.get(word.dep_, word.dep_.lower()) or "dep" for word in words]
    tags = [word.pos_ or "X" for word in words]
    _turn_prepositions(heads, relations, tags)
    roots = [n for n, head in enumerate(heads) if head == n]
    for n in roots[1:]:
        heads[n], relations[n] = roots[0], "parataxis" if relations[n] == "root" else "dep"
    for n in roots[:1]:
        relations[n] = "root"
    return [
        Token(
            start=offset + word.idx,
            end=offset + word.idx + len(word.text),
            lemma=word.lemma_ or word.text.lower(),
            tag=tags[n],
            head=-1 if heads[n] == n else base + heads[n],
            relation=relations[n],
            sentence=sentence,
            features=word.tag_,
        )
        for n, word in enumerate(words)
    ]


def _turn_prepositions(heads: list[int], relations: list[str], tags: Sequence[str]) -> None:
    """ClearNLP hangs a noun on its preposition; Universal Dependencies the preposition on its noun."""
    for n, relation in enumerate(relations):
        if relation not in ("pobj", "pcomp"):
            continue
        mark = heads[n]
        if relations[mark] not in ("prep", "agent", "iobj") or heads[mark] == mark:
            relations[n] = "obl" if relation == "pobj" else "advcl"
            continue
        above = heads[mark]
        heads[n], heads[mark] = above, n
        by_noun = tags[above] in NOMINAL
        if relation == "pcomp":
            relations[n], relations[mark] = ("acl" if by_noun else "advcl"), "mark"
        elif relations[mark] == "agent":
            relations[n], relations[mark] = "obl:agent", "case"
        else:
            relations[n], relations[mark] = ("nmod" if by_noun else "obl"), "case"
    for n, relation in enumerate(relations):
        if relation == "prep":
            relations[n] = "advmod"
        elif relation == "agent":
            relations[n] = "obl:agent"
