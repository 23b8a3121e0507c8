"""Bearing: whose own words say all that a statement says.

The claims of a point are of one matter, and each tells it with what it adds: an hour, a number, a second fact.
A statement is the words of one of them. Who is named beside it has to say as much, in whatever words: every
clause of it, its numbers and times, and who speaks in it.

What a statement says is cut into pieces: names, numbers, times, and the words of each of its clauses. What a
report says of the matter is the sentences in which its claims stand, who these come from, and, for names and
days, all of its text: no report names the day in every sentence. A number and a clock time have to stand in the
sentences themselves. What somebody is called beside his name, and by which verb he speaks, is not asked for.

Public: :class:`Bearing`, :class:`Said`, :func:`is_number`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from firsthand.claims.frames import Frame, Tree, is_content, names_of_tokens
from firsthand.claims.joining.meaning import word_vector, word_weight
from firsthand.claims.joining.vectors import context_vectors, unit
from firsthand.claims.statements import ASSERTING
from firsthand.model import Attribution, Claim, Quantity, Reading, Span, TimeExpression, timex
from firsthand.model.names import SameNames, same_name

#: Likeness of two words from which one may stand for the other, and from which it half does: of what they mean by
#: themselves, and where they stand.
SAME, NEAR = 0.6, 0.5
SAME_HERE, NEAR_HERE = 0.68, 0.6
#: Letters with which two words of one stem open.
STEM = 5
#: Share of what a statement tells that a report has to have; and of what each of its clauses tells.
WHOLE, CLAUSE = 0.7, 0.6
#: What a clause tells from which it is asked for by itself: about one word that is not common.
TELLING = 3.0
#: What a number tells, and a word at most.
NUMBER, RAREST = 2.0, 5.0
#: What a name tells; a report that has it, but not where the claim stands, has half of it.
NAME = 2.0
#: What a word adds that says how or how far, and a verb, as a share of what another would: verbs vary most.
WEIGHTS = {"ADV": 0.5, "VERB": 0.7}
#: By how much, as a share, a number may differ from one that is told as about it, or lie beyond a bound.
ABOUT = 0.1
#: Pronouns that stand for something in the sentence before.
BACK = frozenset("he she it they".split())
#: Letters of a TIMEX3 value that tell a day.
DAY = 10
#: Words by which somebody tells and does nothing more.
SAYING = ASSERTING | {"accord", "according"}
HIGHEST = 200  #: steps up a tree to the clause that holds a word


@dataclass(frozen=True, slots=True)
class Said:
    """What a stretch of a report says, in pieces."""

    claim: Claim  #: the claim whose words they are
    report: int  #: the reading's number
    clauses: tuple[tuple[float, tuple[tuple[int, float], ...]], ...]
    """Of each clause what its numbers tell, and its words by token with what each tells."""
    names: tuple[tuple[str, ...], ...]  #: of each clause, those that no clause before it has
    speakers: frozenset[str]  #: who is said in it to have said it
    quantities: tuple[Quantity, ...]
    times: tuple[str, ...]  #: TIMEX3 values
    n_before: int  #: sentences that it goes over, but for the last


class Bearing:
    """Says of the claims of one story whose reports bear a statement out.

    Cost: linear in the tokens to build; a question costs the words of the statement times those of the
    sentences that it is asked of.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        meant = context_vectors(readings)
        starts = np.cumsum([0, *(len(r.tokens) for r in readings)]).tolist()
        rows = None if meant is None else unit(meant[:-1])
        named = [names_of_tokens(reading) for reading in readings]
        same = SameNames(name for names in named for name in names.values())
        self._sheets = [
            _Sheet(
                n, reading, names, same, None if rows is None else rows[start : start + len(reading.tokens)]
            )
            for n, (reading, names, start) in enumerate(zip(readings, named, starts, strict=False))
        ]

    def said(self, report: int, span: Span, claim: Claim) -> Said:
        """What a stretch of a report says.

        Args:
            report: The reading's number.
            span: Where it stands in its report's text.
            claim: The claim that it was made for.
        """
        return self._sheets[report].said(span, claim)

    def bears(self, said: Said, told: Sequence[tuple[Frame, Claim]]) -> bool:
        """Whether claims of one report, at least one, say together all that a statement says."""
        sheet = self._sheets[told[0][0].report]
        sentences = {max(0, f.sentence - back) for f, _ in told for back in range(said.n_before + 1)}
        claims = [claim for _, claim in told]
        return (
            any(claim.polarity == said.claim.polarity for claim in claims)
            and (said.claim.modality == "possible" or any(c.modality != "possible" for c in claims))
            and sheet.tells(said, self._sheets[said.report], tuple(sorted(sentences)), claims)
        )

    def borne(self, said: Said, members: Sequence[tuple[Frame, Claim]]) -> tuple[Claim, ...]:
        """Those claims of a point that say what a statement says, in order.

        Of a report whose claims only say it together all of them.
        """
        by_report: dict[int, list[tuple[Frame, Claim]]] = {}
        for frame, claim in members:
            by_report.setdefault(frame.report, []).append((frame, claim))
        found: set[str] = set()
        for told in by_report.values():
            if said.claim.report == told[0][1].report:
                found.update(claim.id for _, claim in told if claim.sentence == said.claim.sentence)
                found.add(said.claim.id)
                continue
            alone = {claim.id for frame, claim in told if self.bears(said, [(frame, claim)])}
            if not alone and self.bears(said, told):
                alone = {claim.id for _, claim in told}
            found |= alone
        return tuple(claim for _, claim in members if claim.id in found)


class _Sheet:
    """What stands where in one reading."""

    def __init__(
        self,
        number: int,
        reading: Reading,
        names: Mapping[int, str],
        same: SameNames,
        meant: NDArray[np.float32] | None,
    ) -> None:
        self.number, self.reading, self.tokens = number, reading, reading.tokens
        self.meant = meant  #: what each token means where it stands, rows of length 1
        self.text = reading.report.plain
        self.tree = Tree(reading.tokens)
        self._starts = [token.start for token in self.tokens]
        self._names, self._same = names, same
        self._places = {
            i for e in reading.entities if e.type == "place" for m in e.mentions for i in self._inside(m)
        }
        self._sentence_starts = [s.start for s in reading.sentences]
        n = max(1, len(reading.sentences))
        self._words: list[list[int]] = [[] for _ in range(n)]
        self._meant_in: dict[int, list[int]] = {}  #: nouns before a sentence that its pronouns may stand for
        self._quantities: list[list[Quantity]] = [[] for _ in range(n)]
        self._times_in: list[list[TimeExpression]] = [[] for _ in range(n)]
        self._said_in: list[list[Attribution]] = [[] for _ in range(n)]
        self._times: list[set[str]] = [set() for _ in range(n)]
        self._speakers: list[set[str]] = [set() for _ in range(n)]
        for i, token in enumerate(self.tokens):
            if token.tag != "PUNCT":
                self._words[token.sentence].append(i)
        for n in range(1, len(reading.sentences)):
            if any(self.tokens[i].lemma.lower() in BACK for i in self._words[n]):
                nouns = [i for i in self._words[n - 1] if self.tokens[i].tag in ("NOUN", "PROPN")]
                self._meant_in[n] = nouns
        for q in reading.quantities:
            self._quantities[self._sentence_of(q.start)].append(q)
        for t in reading.times:
            self._times_in[self._sentence_of(t.start)].append(t)
            self._times[self._sentence_of(t.start)].add(t.value)
        for a in reading.attributions:
            for at in {self._sentence_of(where.start) for where in a.cue}:
                self._said_in[at].append(a)
            if a.speaker is not None:
                for where in (*a.cue, *a.content):
                    self._speakers[self._sentence_of(where.start)].add(a.speaker.name)
        self._all_words = frozenset(
            w for t in self.tokens for w in (t.lemma.lower(), t.span.of(self.text).lower())
        )
        self._all_names = frozenset(self._names.values())
        self._all_times = frozenset(t.value for t in reading.times)
        self.has_name: Callable[[str], bool] = lru_cache(maxsize=None)(self._has_name)
        self._share: Callable[[_Sheet, int, int], float] = lru_cache(maxsize=None)(self._held)
        self._had: Callable[[int, bool], _Had] = lru_cache(maxsize=None)(self._had_in)

    def _sentence_of(self, at: int) -> int:
        return max(0, bisect_right(self._sentence_starts, at) - 1)

    def _inside(self, span: Span) -> range:
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    # What a statement says

    def said(self, span: Span, claim: Claim) -> Said:
        inside = self._inside(span)
        aside, speakers = self._spoken(span, inside)
        aside |= self._described(inside)
        over = range(self._sentence_of(span.start), self._sentence_of(span.end - 1) + 1)
        times = [t for n in over for t in self._times_in[n] if span.contains(t.span)]
        quantities = [
            q
            for n in over
            for q in self._quantities[n]
            if span.contains(q.span) and not any(q.start < t.end and t.start < q.end for t in times)
        ]
        given: dict[int, float] = {}
        words: dict[int, list[tuple[int, float]]] = {}
        for q in quantities:
            head = self._clause_of(self._inside(q.span)[0])
            given[head] = given.get(head, 0.0) + NUMBER
        aside.update(
            i for s in (*(t.span for t in times), *(q.span for q in quantities)) for i in self._inside(s)
        )
        names: dict[str, int] = {}
        for i in (i for i in inside if i not in aside):
            token = self.tokens[i]
            if i in self._names:
                if (
                    i in self._places
                    and token.head in self._places
                    and self._names[token.head] != self._names[i]
                ):
                    continue  # "in Tamsel, Oro": who says Tamsel says as much
                names.setdefault(self._names[i], self._clause_of(i))
            elif is_content(token):
                weight = min(RAREST, word_weight(token.lemma)) * WEIGHTS.get(token.tag, 1.0)
                words.setdefault(self._clause_of(i), []).append((i, weight))
        heads = dict.fromkeys((*given, *words, *names.values()))
        return Said(
            claim=claim,
            report=self.number,
            clauses=tuple((given.get(head, 0.0), tuple(words.get(head, ()))) for head in heads),
            names=tuple(tuple(n for n, at in names.items() if at == head) for head in heads),
            speakers=frozenset(speakers),
            quantities=tuple(quantities),
            times=tuple(dict.fromkeys(t.value for t in times)),
            n_before=len(over) - 1,
        )

    def _spoken(self, span: Span, inside: range) -> tuple[set[int], set[str]]:
        """The words by which a statement says who tells it, and who that is."""
        aside: set[int] = set()
        speakers: set[str] = set()
        over = range(self._sentence_of(span.start), self._sentence_of(span.end - 1) + 1)
        for a in (a for n in over for a in self._said_in[n]):
            if not a.source or not all(span.contains(s) for s in (*a.source, *a.cue)):
                continue
            if not any(self.tokens[i].lemma.lower() in SAYING for s in a.cue for i in self._inside(s)):
                continue  # who praises, hopes or denies does more than tell
            content = {i for s in a.content for i in self._inside(s)}
            said = {i for s in (*a.source, *a.cue) for i in self._inside(s)}
            cues = {i for s in a.cue for i in self._inside(s) if self.tree.is_clause(i)}
            beside = {i for i in inside if i not in content and self._clause_of(i) in cues}
            aside |= (said | beside) - content
            speakers.add(a.speaker.name if a.speaker else " ".join(s.of(self.text) for s in a.source))
        return aside, speakers

    def _described(self, inside: range) -> set[int]:
        """Words that say who somebody named is: "harbour master Ines Oro", "Ines Oro, the harbour master"."""
        found: set[int] = set()
        for i in inside:
            relation, head = self.tree.relation(i), self.tokens[i].head
            is_before = relation in ("compound", "amod", "flat") or self.tokens[i].relation == "nmod:desc"
            if (is_before and head in self._names and i not in self._names) or (
                relation == "appos" and (head in self._names or i in self._names)
            ):
                found.update(k for k in self.tree.subtree(i) if k not in self._names)
        return found

    def _clause_of(self, i: int) -> int:
        steps = 0
        while not self.tree.is_clause(i) and self.tokens[i].head >= 0 and steps < HIGHEST:
            i, steps = self.tokens[i].head, steps + 1
        return i

    # What the report says

    def tells(self, said: Said, there: _Sheet, sentences: tuple[int, ...], claims: Sequence[Claim]) -> bool:
        """Whether some sentences of this report, in which claims stand, tell what one of another report says."""
        origins = [claim.origin.name for claim in claims if claim.origin is not None]
        if not self._is_told_by(
            said, [*origins, *(s for n in sentences for s in self._speakers[n])], origins
        ):
            return False
        if not all(self.has_name(name) for names in said.names for name in names):
            return False
        numbers = [q for n in sentences for q in self._quantities[n]]
        if not all(any(is_number(q, other) for other in numbers) for q in said.quantities):
            return False
        times = {v for n in sentences for v in self._times[n]}
        times |= {claim.time.value for claim in claims if claim.time is not None}
        if not all(_is_time(v, times | self._all_times if len(v) == DAY else times) for v in said.times):
            return False
        total = had = 0.0
        here = {self._names[i] for n in sentences for i in self._words[n] if i in self._names}
        for (given, words), names in zip(said.clauses, said.names, strict=True):
            near = sum(not here.isdisjoint(self._same.of(name)) for name in names)
            weight = given + NAME * len(names) + sum(w for _, w in words)
            held = given + NAME * (near + len(names)) / 2
            held += sum(w * max(self._share(there, word, n) for n in sentences) for word, w in words)
            if weight >= TELLING and held < CLAUSE * weight:
                return False
            total += weight
            had += held
        return had >= WHOLE * total

    def _is_told_by(self, said: Said, speakers: Sequence[str], origins: Sequence[str]) -> bool:
        """Whether the report has it from whom the statement says, or from whom that one was found to stand for."""
        origin = said.claim.origin
        return all(
            self.has_name(name)
            or any(same_name(name, s) for s in speakers)
            or (origin is not None and any(same_name(origin.name, o) for o in origins))
            for name in said.speakers
        )

    def _has_name(self, name: str) -> bool:
        """Whether the report has the name, or all its words."""
        return not self._all_names.isdisjoint(self._same.of(name)) or all(
            part.lower() in self._all_words for part in name.replace("-", " ").split()
        )

    def _held(self, there: _Sheet, word: int, sentence: int) -> float:
        """How far a sentence has a word of another report, or one that may stand for it, in [0, 1]."""
        token = there.tokens[word]
        lemma = token.lemma.lower()
        had = self._had(sentence, token.tag == "PROPN")
        if lemma in had.lemmas or (len(lemma) >= STEM and lemma[:STEM] in had.stems):
            return 1.0
        alike = float((had.meanings @ word_vector(lemma)).max(initial=0.0))
        here = 0.0
        if had.meant is not None and there.meant is not None:
            here = float((had.meant @ there.meant[word]).max(initial=0.0))
        if alike >= SAME or here >= SAME_HERE:
            return 1.0
        return 0.5 if alike >= NEAR or here >= NEAR_HERE else 0.0

    def _had_in(self, sentence: int, is_name: bool) -> _Had:
        """What a sentence has to hold a word against; a name's words are none for a word that is no name."""
        words = [*self._words[sentence], *self._meant_in.get(sentence, ())]
        if not is_name:  # the Workers' Party is no workers
            words = [i for i in words if i not in self._names or self.tokens[i].tag != "PROPN"]
        lemmas = [self.tokens[i].lemma.lower() for i in words]
        content = [i for i in words if is_content(self.tokens[i])]
        vectors = [word_vector(self.tokens[i].lemma) for i in content]
        return _Had(
            frozenset(lemmas),
            frozenset(lemma[:STEM] for lemma in lemmas),
            np.stack(vectors) if vectors else np.zeros((0, len(word_vector(""))), dtype=np.float32),
            None if self.meant is None else self.meant[content],
        )


@dataclass(frozen=True, slots=True)
class _Had:
    """The words of a sentence."""

    lemmas: frozenset[str]
    stems: frozenset[str]
    meanings: NDArray[np.float32]  #: what those that tell something mean by themselves, a row each
    meant: NDArray[np.float32] | None  #: and where they stand


def is_number(q: Quantity, other: Quantity) -> bool:
    """Whether who says the second number says the first."""
    if "cardinal" in (q.kind, other.kind) and q.kind != other.kind:
        return False  # two miles and two men
    if q.value is not None and q.convention is None and q.value == other.value:
        return True
    if other.value is None or other.convention is not None:
        return (q.value, q.low, q.high) == (other.value, other.low, other.high)
    if q.unit_name != other.unit_name:
        return False
    value = float(other.value)
    low, high = (None if bound is None else float(bound) for bound in (q.low, q.high))
    if low is not None and high is not None:
        slack = ABOUT * abs(low) if q.change == "~" and low == high else 0.0
        return low - slack <= value <= high + slack
    if low is not None:
        return low <= value <= low + ABOUT * abs(low)
    return high is not None and high - ABOUT * abs(high) <= value <= high


def _is_time(value: str, times: Iterable[str]) -> bool:
    """Whether one of some times is this one or lies in it; what names no time asks for nothing."""
    if not value[:1].isdigit() and value[:1] != "P":
        return True
    return any(v == value or timex.contains(value, v) for v in times)
