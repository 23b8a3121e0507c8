"""Attributions mended: what the network found, held against the grammar of its cues and against quotation marks.

The network sees words near a cue; it may take the source of one sentence and the content of the next,
drop a sign inside an amount, or pass over a cue. Syntax and quotation marks know better in plain cases:

1. a source stands with its cue, and words that have a cue in their own sentence belong to that cue;
2. content goes on across what the network left out inside it;
3. a verb of saying with a subject and what it says is an attribution, found by the network or not;
4. a quotation that fills the next paragraph, with no cue of its own, is the same speaker's.

Public: :func:`mend_attributions`, :func:`quotations`.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.model import Span, Token
from firsthand.reading.linking import RawAttribution

#: Verbs whose clause complement, or the clause they stand in, is what the subject says.
SAYING = frozenset(
    "say tell add claim state announce report confirm deny warn argue insist explain note write tweet"
    " testify allege acknowledge admit disclose reveal declare assert maintain contend reply recall"
    " recount remark emphasize emphasise stress caution complain concede predict estimate forecast"
    " believe suspect proclaim pledge promise vow reiterate specify clarify counter quip joke post".split()
)
#: Of these, verbs whose plain object is what is said.
STATING = frozenset("confirm acknowledge announce reveal disclose deny admit forecast predict".split())
#: Verbs by which a document says something, and the nouns of what says it.
SHOWING = frozenset("show find indicate suggest reveal allege state read reflect include list".split())
DOCUMENTS = frozenset(
    "paper document record report poll survey data figure video photo photograph picture footage image statement filing letter"
    " indictment complaint lawsuit study research census analysis memo email transcript charge sheet ruling"
    " audit test investigation inquiry review finding release".split()
)
#: Verbs by which somebody says what another is or did.
JUDGING = frozenset({"call"})
#: Verbs by which somebody puts pictures or papers before the public.
PUBLISHING = frozenset("post share release publish tweet".split())
_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote",
    "show": "showed",
    "find": "found",
    "read": "read",
    "forecast": "forecast",
}
_Y = ("fy", "ny", "ly")


def _forms(verb: str) -> tuple[str, str]:
    """The third person and the past of a regular verb.

    Example:
        >>> _forms("deny"), _forms("argue"), _forms("stress")
        (('denies', 'denied'), ('argues', 'argued'), ('stresses', 'stressed'))
    """
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied"
    doubled = verb + verb[-1] if verb in ("admit", "quip") else verb
    return verb + ("es" if verb.endswith(("sh", "ss")) else "s"), (
        verb + "d" if verb.endswith("e") else doubled + "ed"
    )


#: Finite forms, with their verb. Of base forms only "say": the others are as often nouns and infinitives.
FORMS = {
    form: verb
    for verb in sorted(SAYING | SHOWING | PUBLISHING | JUDGING)
    for form in (_forms(verb)[0], _IRREGULAR.get(verb) or _forms(verb)[1])
    if form not in ("states", "shares", "posts", "notes", "releases")
} | {"say": "say"}
_ADVERBS = frozenset("also later then has have had earlier repeatedly reportedly already still".split())
_AFTER_SAYING = frozenset(
    "in on at to via during after before late early this last while when as by from through today yesterday"
    " earlier later again of with about".split()
)
GRAMMAR_CONFIDENCE = 0.6  #: of what grammar alone finds; see docs/decisions/0024
_MARKS = {"“": "”", "„": "”", "«": "»", '"': '"', "‘": "’", "'": "'"}
_IN_SINGLE_MARKS = re.compile(r"['‘]\w.*[.!?…]['’]", re.DOTALL)
_ENDS_INSIDE = re.compile(r"[.,!?…]['’]\s+\S")
_PARAGRAPH = re.compile(r"\n\s*")


class _Grammar:
    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.children: list[list[int]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            if token.head >= 0:
                self.children[token.head].append(i)
        inside = quotations(text)
        starts = [span.start for span in inside]
        self.quoted = [
            bool(n) and token.end < inside[n - 1].end
            for token in tokens
            for n in (bisect_left(starts, token.start),)
        ]

    def relation(self, i: int) -> str:
        return self.tokens[i].relation.partition(":")[0]

    def child(self, i: int, *relations: str) -> int | None:
        return next((c for c in self.children[i] if self.relation(c) in relations), None)

    def below(self, i: int, without: frozenset[int] = frozenset()) -> set[int]:
        found: set[int] = set()
        stack = [i]
        while stack:
            j = stack.pop()
            if j not in found and j not in without:
                found.add(j)
                stack.extend(self.children[j])
        return found

    def lemma(self, i: int) -> str:
        return self.tokens[i].lemma.lower()

    def surface(self, i: int) -> str:
        return self.text[self.tokens[i].start : self.tokens[i].end].lower()

    def is_word(self, i: int) -> bool:
        """Whether it is no mark; signs of amounts count as words."""
        surface = self.surface(i)
        return surface[0].isalnum() or surface in ("$", "£", "€", "%", "#", "@") or surface[-1].isalnum()

    def is_finite(self, i: int) -> bool:
        """Whether a form of a verb can be one here: no name, no infinitive."""
        before = self.surface(i - 1) if i else ""
        return self.text[self.tokens[i].start].islower() and before not in (
            "to",
            "not",
            "n't",
            "n’t",
            "never",
            "the",
            "a",
            "an",
            "be",
            "been",
            "is",
            "was",
            "were",
            "are",
        )

    def sentence(self, i: int) -> tuple[int, int]:
        """The first word of the word's sentence, and the one past its last."""
        number = self.tokens[i].sentence
        first = bisect_left(self.tokens, number, key=lambda t: t.sentence)
        return first, bisect_left(self.tokens, number + 1, key=lambda t: t.sentence)

    def is_noise_before(self, i: int) -> bool:
        """Whether words that are no part of the report stand before the word."""
        return any(c.isalnum() for c in self.text[self.tokens[i - 1].end : self.tokens[i].start])

    def is_new_paragraph(self, one: int, other: int) -> bool:
        """Whether a line ends between two words."""
        first, last = sorted((one, other))
        return "\n" in self.text[self.tokens[first].end : self.tokens[last].start]

    def spans(self, words: Iterable[int]) -> tuple[Span, ...]:
        """Runs of words as spans, without marks at their ends; marks alone part no run, noise does."""
        runs: list[list[int]] = []
        for i in sorted(words):
            gap = range(runs[-1][-1] + 1, i) if runs else range(0)
            if runs and not any(self.is_word(j) for j in gap) and not self.is_noise_before(i):
                runs[-1].append(i)
            else:
                runs.append([i])
        out = []
        for run in runs:
            inside = [i for i in run if self.is_word(i)]
            if inside:
                out.append(Span(self.tokens[inside[0]].start, self.tokens[inside[-1]].end))
        return tuple(out)


def mend_attributions(
    text: str, tokens: Sequence[Token], attributions: Sequence[RawAttribution]
) -> tuple[RawAttribution, ...]:
    """Attributions with what grammar and quotation marks say of them, in order of their cues.

    Args:
        text: The report's text.
        tokens: Its words with syntax.
        attributions: What the network found.

    Cost: linear in the tokens, times the attributions of a neighbourhood.
    """
    grammar = _Grammar(text, tokens)
    found = [_Parts.of(tokens, raw) for raw in attributions]
    taken = {i for parts in found for i in parts.cue}
    stated = _stated(grammar)
    for source, cue, content in stated:
        if taken.isdisjoint(cue):
            found.append(_Parts(source, cue, content, GRAMMAR_CONFIDENCE))
            taken |= cue
    found.sort(key=lambda parts: (min(parts.cue, default=0), len(parts.cue)))
    _settle(grammar, found)
    for source, cue, content in stated:
        for parts in found:
            if parts.cue.isdisjoint(cue):
                continue
            if not parts.content or (
                parts.content.isdisjoint(content) and grammar.surface(max(cue)) in ("quoted", "cited")
            ):
                parts.source, parts.content = source, content
            elif (
                not parts.source
                and parts.content <= content | cue
                and grammar.surface(min(cue)) == "according"
            ):
                # A phrase that the network saw in part.
                parts.source, parts.cue, parts.content = source, cue, content
            elif (
                parts.source
                and grammar.surface(min(cue)) == "according"
                and max(parts.source) < min(cue) < min(source)
            ):
                # "…, in fog, according to Oro": who stands behind it, never what stands before.
                parts.source, parts.content = source, content - source
            elif not parts.source:
                # A subject that the network took for what is said, or passed over.
                parts.source = source
                parts.content -= source
            elif parts.content.isdisjoint(content) and all(
                grammar.is_new_paragraph(i, min(cue)) for i in parts.content
            ):
                # "…, the mayor said" says what stands before it, not what the next line tells.
                parts.content = content - parts.source
            elif parts.source and not any(
                grammar.tokens[i].sentence == grammar.tokens[min(cue)].sentence for i in parts.source
            ):
                # The subject of the cue's own clause says it, not somebody of another sentence.
                parts.source = source
                parts.content -= source
            elif _goes_on(grammar, {i for i in parts.content if i < min(cue)}, content, min(cue)):
                parts.content |= content - parts.source
            elif (
                parts.source.isdisjoint(source)
                and max(source) + 1 == min(cue)
                and not parts.content.isdisjoint(source)
            ):
                # The words next to the verb are its subject, not what is said.
                parts.source = source
                parts.content -= source
    for parts in found:
        _whole_source(grammar, parts)
        _whole_clause(grammar, parts)
        _close(grammar, parts, taken - parts.cue)
        _without_quoted(grammar, parts)
    mended = [parts.raw(grammar) for parts in found if parts.content]
    return tuple(_carried_on(text, mended))


def _whole_source(grammar: _Grammar, parts: _Parts) -> None:
    """A source whole: "its director, Ana Oro, said" has the name beside the title; "people who" ends at "who"."""
    while len(parts.source) > 1 and grammar.surface(max(parts.source)) in ("who", "which"):
        parts.source.remove(max(parts.source))
    for before, after in itertools.pairwise(sorted(parts.source)):
        missing = set(range(before + 1, after))
        if len(missing) <= 2 and missing.isdisjoint(parts.cue | parts.content):
            parts.source |= missing
    _at_subject(grammar, parts)
    if not parts.source or not parts.cue or max(parts.source) > min(parts.cue):
        return
    gap = range(max(parts.source) + 1, min(parts.cue))
    name = [i for i in gap if grammar.tokens[i].tag == "PROPN"]
    others = {grammar.surface(i) for i in gap if i not in name}
    if name and len(gap) <= 7 and grammar.surface(gap[0]) == "," and others <= {",", *_ADVERBS}:
        parts.source.update(range(gap[0], name[-1] + 1))
        parts.content -= parts.source


def _at_subject(grammar: _Grammar, parts: _Parts) -> None:
    """Of a source in pieces, the one that holds the subject of the cue's verb; all where none does."""
    verb = next((i for i in sorted(parts.cue) if grammar.child(i, "nsubj") is not None), None)
    subject = _subject(grammar, verb) if verb is not None else None
    if subject not in parts.source:
        return
    pieces: list[list[int]] = []
    for i in sorted(parts.source):
        if pieces and not any(grammar.is_word(j) for j in range(pieces[-1][-1] + 1, i)):
            pieces[-1].append(i)
        else:
            pieces.append([i])
    parts.source = set(next(piece for piece in pieces if subject in piece))


def _whole_clause(grammar: _Grammar, parts: _Parts) -> None:
    """A clause that is said whole, with its verb ("confirmed | the nets | had been cut"), and what an "and" at
    its end joins to it.
    """
    if len(parts.cue) != 1 or not parts.content:
        return
    own = parts.cue | parts.source
    clause = grammar.child(min(parts.cue), "ccomp")
    if clause is not None and clause > min(parts.cue):
        whole = grammar.below(clause) - own
        if parts.content < whole and clause not in parts.content and min(parts.content) == min(whole):
            parts.content = whole
    last = max(parts.content)
    joined = grammar.tokens[last].head
    if grammar.tokens[last].tag == "CCONJ" and joined > last:
        parts.content |= {i for i in grammar.below(joined) if i > last} - own


def _goes_on(grammar: _Grammar, content: set[int], whole: set[int], cue: int) -> bool:
    """Whether a clause before "…, the mayor said" goes on to the left of what the network took of it."""
    if not content or not content < whole or max(content) != max(whole) or max(whole) >= cue:
        return False
    return not any(grammar.quoted[i] or _joins(grammar, i) for i in range(min(whole), max(content) + 1))


def _joins(grammar: _Grammar, i: int) -> bool:
    """Whether a word or mark parts clauses of equal rank: ";", "—", ", and"."""
    if grammar.surface(i) in (";", ":", "—", "–"):
        return True
    return grammar.surface(i) in ("and", "but", "while", "although") and grammar.surface(i - 1) == ","


@dataclass(slots=True)
class _Parts:
    """An attribution as sets of words."""

    source: set[int]
    cue: set[int]
    content: set[int]
    confidence: float

    @classmethod
    def of(cls, tokens: Sequence[Token], raw: RawAttribution) -> _Parts:
        source, cue, content = (
            {i for span in spans for i in _words(tokens, span)}
            for spans in (raw.source, raw.cue, raw.content)
        )
        return cls(source, cue, content, raw.confidence)

    def raw(self, grammar: _Grammar) -> RawAttribution:
        return RawAttribution(
            source=grammar.spans(self.source),
            cue=grammar.spans(self.cue),
            content=grammar.spans(self.content),
            confidence=self.confidence,
        )


def _words(tokens: Sequence[Token], span: Span) -> range:
    """The words inside a span."""
    first = bisect_left(tokens, span.start, key=lambda t: t.start)
    last = bisect_left(tokens, span.end, key=lambda t: t.start)
    return range(first, last)


_Stated = tuple[set[int], set[int], set[int]]  #: source, cue, content


def _settle(grammar: _Grammar, found: Sequence[_Parts]) -> None:
    """A source stands in its cue's sentence where it can; words whose own sentence has a cue are that cue's."""
    tokens = grammar.tokens

    def home(parts: _Parts) -> int:
        return tokens[min(parts.cue)].sentence if parts.cue else -1

    claimed: dict[int, list[_Parts]] = {}
    for parts in found:
        if any(tokens[i].sentence == home(parts) for i in parts.content):
            claimed.setdefault(home(parts), []).append(parts)
    for parts in found:
        near = {i for i in parts.source if tokens[i].sentence == home(parts)}
        if near:
            parts.source = near
        elsewhere = {tokens[i].sentence for i in parts.content} - {home(parts), -1}
        lost = {s for s in elsewhere if any(other is not parts for other in claimed.get(s, ()))}
        if lost:
            parts.content = {i for i in parts.content if tokens[i].sentence not in lost}
        if any(tokens[i].sentence == home(parts) for i in parts.content):
            # Beyond its own sentence a cue governs quotations only, and beyond its line what it quotes there.
            own = {i for i in parts.content if tokens[i].sentence == home(parts)}
            quotes = any(grammar.quoted[i] for i in own)
            cue = min(parts.cue)
            parts.content = own | {
                i
                for i in parts.content
                if grammar.quoted[i] and (quotes or not grammar.is_new_paragraph(i, cue))
            }


def _without_quoted(grammar: _Grammar, parts: _Parts) -> None:
    """ "quoted Oro as saying …": the one quoted is no part of what is said."""
    last = max(parts.cue, default=-1)
    if last < 0 or grammar.surface(last) not in ("quoted", "cited", "quoting", "citing", "quotes", "cites"):
        return
    for i in range(last + 1, min(len(grammar.tokens) - 1, last + 12)):
        if grammar.surface(i) == "as" and grammar.surface(i + 1) in ("saying", "telling"):
            parts.content -= set(range(last + 1, i + 2))
            return


def _close(grammar: _Grammar, parts: _Parts, cues: set[int]) -> None:
    """Content without gaps: inside a sentence, on one side of the cue and its source, nothing is left out."""
    tokens = grammar.tokens
    own = parts.cue | parts.source
    runs = sorted(parts.content)
    for before, after in itertools.pairwise(runs):
        gap = range(before + 1, after)
        if tokens[before].sentence == tokens[after].sentence and own.isdisjoint(gap) and cues.isdisjoint(gap):
            parts.content.update(gap)


def _stated(grammar: _Grammar) -> list[_Stated]:
    """What each verb of saying, each "according to" and each document that shows something states."""
    found = []
    for i in range(len(grammar.tokens)):
        surface = grammar.surface(i)
        lemma = FORMS.get(surface)
        stated = None
        if surface == "according":
            stated = _according(grammar, i)
        elif surface in ("quoted", "cited"):
            stated = _quoting(grammar, i)
        elif lemma is not None and not grammar.quoted[i] and grammar.is_finite(i):
            stated = _behind(grammar, i, lemma) or _before(grammar, i, lemma) or _by_verb(grammar, i, lemma)
        if stated is not None:
            found.append(stated)
    return found


def _behind(grammar: _Grammar, verb: int, lemma: str) -> _Stated | None:
    """ "The dam held, the mayor said": what stands before the comma or the closing mark.

    By the order of words alone, which holds where the tree of a long sentence does not.
    """
    tokens = grammar.tokens
    first, last = grammar.sentence(verb)
    if lemma not in SAYING or verb - first < 4 or _is_noun(grammar, verb):
        return None
    if verb + 1 < last and not _may_follow(grammar, verb + 1):
        subject = _subject_behind(grammar, verb, last)
        if subject is None or not _is_border(grammar, verb - 1):
            return None
        return set(subject), {verb}, set(range(first, verb - 1))
    start = verb - 1
    while start > first and grammar.surface(start) in ("also", "later", "then", "has", "have", "had"):
        start -= 1
    end = start + 1
    while start >= first and not _is_border(grammar, start):
        if (
            tokens[start].tag in ("VERB", "AUX", "SCONJ")
            or grammar.surface(start) in FORMS
            or end - start > 14
        ):
            return None
        start -= 1
    subject = range(start + 1, end)
    if start - first < 3 or not any(tokens[i].tag in ("NOUN", "PROPN", "PRON") for i in subject):
        return None
    # "…,” Ana Oro, mayor of Varn, said": the source begins behind the closing mark.
    closing = next(
        (i for i in range(start, max(first, start - 14), -1) if grammar.surface(i) in ("”", '"')), None
    )
    if closing is not None and closing < start and not grammar.quoted[closing + 1]:
        subject, start = range(closing + 1, end), closing
    return set(subject), {verb}, set(range(first, start))


def _document(grammar: _Grammar, subject: range) -> bool:
    """Whether a noun phrase is of a document: its head, before any preposition or comma."""
    head = None
    for i in subject:
        if grammar.surface(i) in (
            ",",
            "of",
            "against",
            "from",
            "by",
            "in",
            "at",
            "on",
            "taken",
            "released",
            "seen",
            "filed",
        ):
            break
        head = i
    return head is not None and (
        grammar.lemma(head) in DOCUMENTS or grammar.surface(head).removesuffix("s") in DOCUMENTS
    )


def _is_noun(grammar: _Grammar, i: int) -> bool:
    return grammar.tokens[i].tag in ("NOUN", "ADJ") and not grammar.surface(i).endswith("d")


def _quoting(grammar: _Grammar, verb: int) -> _Stated | None:
    """ "The dam held, agencies quoted the mayor as saying on Friday": what stands before the comma."""
    first, last = grammar.sentence(verb)
    saying = next((i for i in range(verb + 2, min(last, verb + 12)) if grammar.surface(i) == "saying"), None)
    if saying is None or grammar.surface(saying - 1) != "as" or last - saying > 10:
        return None
    if any(grammar.quoted[i] or grammar.surface(i) == "that" for i in range(saying, last)):
        return None
    comma = next((i for i in range(verb - 1, max(first, verb - 10), -1) if _is_border(grammar, i)), None)
    if comma is None or comma - first < 4:
        return None
    return set(range(comma + 1, verb)), {verb}, set(range(first, comma))


def _before(grammar: _Grammar, verb: int, lemma: str) -> _Stated | None:
    """ "The mayor said the dam held": a noun phrase at the sentence's beginning, the verb, and the rest."""
    tokens = grammar.tokens
    first, last = grammar.sentence(verb)
    if _is_noun(grammar, verb) or last - verb < 4 or grammar.quoted[first]:
        return None
    start, end = first, verb
    while end > first and grammar.surface(end - 1) in _ADVERBS:
        end -= 1
    # An adverbial at the beginning ends with its comma: "On Wednesday, the mayor said".
    if tokens[first].tag in ("ADP", "ADV", "CCONJ", "SCONJ") or grammar.surface(first) in ("but", "and"):
        comma = next((i for i in range(first, end) if grammar.surface(i) == ","), None)
        start = comma + 1 if comma is not None else first + 1
    # "The Post reports that the mayor said": the subject begins behind "that".
    that = next((i for i in range(end - 1, max(start, end - 10), -1) if grammar.surface(i) == "that"), None)
    if that is not None and FORMS.get(grammar.surface(that - 1)) and end - that > 1:
        start = that + 1
    # "…, and officials have told": a clause that is joined on.
    joined = next(
        (
            i
            for i in range(end - 1, start, -1)
            if grammar.surface(i) in ("and", "but", "while", "what")
            and (grammar.surface(i) == "what" or grammar.surface(i - 1) == ",")
        ),
        None,
    )
    if joined is not None and end - joined > 1:
        start = joined + 1
    # "the man, who police said fled": two subjects, which the tree tells apart.
    relative = next((i for i in range(end - 1, start, -1) if grammar.surface(i) in ("who", "which")), end)
    nearest = _subject(grammar, verb) if relative < end else None
    if nearest is not None and relative < nearest < verb:
        return None
    subject = range(start, end)
    if not 0 < len(subject) <= 16 or not any(tokens[i].tag in ("NOUN", "PROPN", "PRON") for i in subject):
        return None
    is_document = _document(grammar, subject)
    publishes = lemma in PUBLISHING and any(
        grammar.lemma(i) in DOCUMENTS for i in range(verb + 1, min(last, verb + 9))
    )
    if lemma not in SAYING | JUDGING and not (lemma in SHOWING and is_document) and not publishes:
        return None
    if not is_document and any(
        tokens[i].tag in ("VERB", "AUX") and not tokens[i].relation.startswith(("amod", "acl"))
        for i in subject
    ):
        return None
    content = set(range(verb + 1, last))
    if grammar.surface(start - 1) == "what":
        # "what the army said was a riot": up to the next mark.
        stop = next((i for i in range(verb + 1, last) if grammar.surface(i) in (",", ".", ";")), last)
        return set(subject), {verb}, set(range(verb + 1, stop))
    if lemma in JUDGING and not any(grammar.surface(i) in ("“", "‘", '"', "as") for i in content):
        return None
    if lemma == "tell":
        that = next(
            (i for i in range(verb + 1, min(last, verb + 8)) if grammar.surface(i) in ("that", "to")), None
        )
        content = set(range(that, last)) if that is not None else set()
    if (
        not any(tokens[i].tag in ("VERB", "AUX") for i in content)
        and lemma not in STATING | JUDGING | SHOWING | PUBLISHING
    ):
        return None
    if grammar.surface(verb + 1) in ("by", "for", "as", ",") or (
        lemma in ("call",) and grammar.surface(verb + 1) in ("on", "off", "up")
    ):
        return None
    return set(subject), {verb}, content


def _is_border(grammar: _Grammar, i: int) -> bool:
    return grammar.surface(i) in (",", "”", '"', "’", "'", "—", "–")


def _may_follow(grammar: _Grammar, i: int) -> bool:
    """Whether a word may stand behind "she said" at the end of a sentence."""
    surface = grammar.surface(i)
    return surface in _AFTER_SAYING or not surface[0].isalnum() or surface.endswith("day")


def _subject_behind(grammar: _Grammar, verb: int, last: int) -> range | None:
    """ "…, said Ana Oro, the mayor": the noun phrase behind the verb, up to a mark or an adjunct."""
    tokens = grammar.tokens
    end = verb + 1
    while end < last and (
        grammar.surface(end)[0].isalnum() or grammar.surface(end) in ("-", "’s", "'s", ".")
    ):
        if grammar.surface(end) in _AFTER_SAYING - {"of"} and end > verb + 1:
            break
        if tokens[end].tag in ("VERB", "AUX") and not tokens[end].features.startswith("VBG"):
            return None
        end += 1
    while end > verb + 1 and not grammar.surface(end - 1)[0].isalnum():
        end -= 1
    named = any(tokens[i].tag in ("NOUN", "PROPN", "PRON") for i in range(verb + 1, end))
    return range(verb + 1, end) if named and end - verb < 16 else None


def _by_verb(grammar: _Grammar, verb: int, lemma: str) -> _Stated | None:
    tokens = grammar.tokens
    if any(
        grammar.tokens[c].relation in ("aux:pass", "nsubj:pass")
        or (grammar.relation(c) == "advmod" and grammar.lemma(c) in ("not", "n't", "never"))
        for c in grammar.children[verb]
    ):
        return None
    subject = _subject(grammar, verb)
    if subject is None:
        return None
    source = {
        i
        for i in grammar.below(
            subject,
            frozenset(
                c
                for c in grammar.children[subject]
                if tokens[c].relation in ("acl:relcl", "parataxis", "cop", "nsubj", "ccomp", "advcl")
            ),
        )
        if tokens[i].sentence == tokens[verb].sentence
    } - grammar.below(verb, frozenset({subject}))
    is_document = grammar.lemma(subject) in DOCUMENTS
    clause = grammar.child(verb, "ccomp")
    content: set[int] = set()
    if lemma in SHOWING and lemma not in SAYING and not is_document:
        return None
    if clause is not None:
        content = grammar.below(clause)
    elif lemma in SAYING and grammar.relation(verb) == "parataxis" and tokens[verb].head >= 0:
        content = grammar.below(tokens[verb].head, frozenset({verb}))
    elif lemma in STATING and (thing := grammar.child(verb, "obj")) is not None:
        content = grammar.below(thing)
    elif lemma in PUBLISHING and (thing := grammar.child(verb, "obj")) is not None:
        if grammar.lemma(thing) in DOCUMENTS:
            content = grammar.below(thing)
    elif lemma in SHOWING and is_document and (thing := grammar.child(verb, "obj")) is not None:
        content = grammar.below(thing)
    content -= source | {verb}
    if not content or not source:
        return None
    return source, {verb}, content


def _subject(grammar: _Grammar, verb: int) -> int | None:
    """The verb's subject: its own, that of the verb it is joined to, or the noun it hangs from."""
    tokens = grammar.tokens
    for _ in range(4):
        # "who police said fled": of two, the one next to the verb.
        own = [c for c in grammar.children[verb] if grammar.relation(c) == "nsubj"]
        if own:
            return min(own, key=lambda c: abs(c - verb))
        relation, head = tokens[verb].relation, tokens[verb].head
        if head < 0:
            return None
        if relation.startswith("acl") and tokens[head].tag in ("NOUN", "PROPN"):
            return head
        if relation.partition(":")[0] not in ("conj", "xcomp", "advcl", "parataxis"):
            return None
        verb = head
    return None


def _according(grammar: _Grammar, i: int) -> _Stated | None:
    """ "according to Ana Oro": the clause around, without the phrase."""
    tokens = grammar.tokens
    if i + 2 >= len(tokens) or grammar.surface(i + 1) != "to":
        return None
    source = tokens[i].head if grammar.relation(i) == "case" else grammar.child(i, "obl", "nmod", "obj")
    if source is None or source < 0:
        return None
    phrase = grammar.below(source)
    top = tokens[source].head if source > i and grammar.relation(i) == "case" else tokens[i].head
    if top < 0 or tokens[top].sentence != tokens[i].sentence:
        return None
    phrase |= {i, i + 1}
    first, last = grammar.sentence(i)
    ends = not any(grammar.is_word(j) for j in range(max(phrase) + 1, last))
    if i > first and grammar.surface(i - 1) == "," and ends:
        return phrase - {i, i + 1}, {i, i + 1}, set(range(first, i - 1))
    clause = top
    while tokens[clause].head >= 0 and grammar.relation(clause) not in (
        "root", "ccomp", "conj", "parataxis", "advcl", "acl",
    ):  # fmt: skip
        clause = tokens[clause].head
    content = grammar.below(clause) - phrase
    return phrase - {i, i + 1}, {i, i + 1}, content


def quotations(text: str) -> tuple[Span, ...]:
    """Quotations, marks included, each within its paragraph; one left open ends with it.

    Single marks count where they open a word and close one.

    Example:
        >>> text = "“Go,” he said. 'It's the firm's day,' she wrote."
        >>> [span.of(text) for span in quotations(text)]
        ['“Go,”', "'It's the firm's day,'"]
        >>> [span.of("'The firms' day came.'") for span in quotations("'The firms' day came.'")]
        ["'The firms' day came.'"]
    """
    found: list[Span] = []
    at = 0
    for paragraph in [*_PARAGRAPH.split(text)]:
        start = text.index(paragraph, at) if paragraph else at
        found.extend(Span(start + a, start + b) for a, b in _quoted(paragraph))
        at = start + len(paragraph)
    return tuple(found)


def _quoted(paragraph: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    whole = _IN_SINGLE_MARKS.fullmatch(paragraph.strip())
    if whole and not _ENDS_INSIDE.search(paragraph):
        start = paragraph.index(whole.group()[0])
        return [(start, start + len(whole.group()))]
    since: int | None = None
    closing = ""
    for i, mark in enumerate(paragraph):
        before, after = paragraph[i - 1 : i], paragraph[i + 1 : i + 2]
        if since is None:
            if mark in _MARKS and (mark not in "'‘" or (not before.isalnum() and after.isalnum())):
                since, closing = i, _MARKS[mark]
        elif (mark == closing or (mark == "”" and closing == '"' and "“" not in paragraph[since:i])) and (
            mark not in "'’" or (not before.isspace() and not after.isalnum())
        ):
            out.append((since, i + 1))
            since = None
    if since is not None and closing not in "'’":
        out.append((since, len(paragraph)))
    return out


def _carried_on(text: str, found: list[RawAttribution]) -> list[RawAttribution]:
    """A paragraph that is one quotation and has no cue continues what was quoted in the one before."""
    quoted = quotations(text)
    covered = [(part, a.cue) for a in found for part in a.content]
    for quote in quoted:
        head = text.rfind("\n", 0, quote.start) + 1
        tail = text.find("\n", quote.end)
        tail = len(text) if tail < 0 else tail
        if text[head : quote.start].strip() or len(quote) < 20 or text[quote.end : tail].strip():
            continue
        # What the one quoted says that others say is in his words too.
        if any(
            quote.overlaps(part) and not (cue and all(quote.contains(c) for c in cue))
            for part, cue in covered
        ):
            continue
        speaking = [
            n
            for n, a in enumerate(found)
            if any(
                q.start <= part.start < q.end
                and 0 <= head - q.end < 400
                and "\n" not in text[q.end : head].strip()
                for part in a.content
                for q in quoted
            )
        ]
        if not speaking:
            continue
        n = speaking[-1]
        inner = Span(quote.start + 1, quote.end).trimmed(text)
        inner = Span(inner.start, inner.end - (text[inner.end - 1] in "”\"'’»"))
        a = found[n]
        found[n] = RawAttribution(a.source, a.cue, (*a.content, inner), a.confidence)
        covered.append((inner, a.cue))
    return found
