"""What stands where in one report: its words, who is named at each, and who has spoken so far.

Public: :class:`Scene`, :class:`Person`, :class:`Said`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from firsthand.model import Attribution, Entity, Report, Span, Speaker, Token
from firsthand.model.names import is_group
from firsthand.model.outlets import outlet_name
from firsthand.reading.mending import quotations
from firsthand.reading.speakers.words import (
    ADJECTIVES,
    BODIES,
    ISSUED,
    LINKS,
    QUANTIFIERS,
    ROLES,
)

_LINE = re.compile(r"[^\n]+")
#: A line that opens a quotation, which single marks may close lines later; and what closes one.
_OPENED = re.compile(r"^['‘“\"][^\n]*$", re.MULTILINE)
_CLOSED = re.compile(r"['’”\"](?!\w)")


def _left_open(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _OPENED.finditer(text) if not _CLOSED.search(found.group()[1:])]


def _headings(text: str) -> list[Span]:
    """Lines without a full stop, as headings and captions are; none where most lines are so, in wrapped text."""
    lines = [found for found in _LINE.finditer(text) if found.group().strip()]
    found = [line for line in lines if line.group().rstrip()[-1] not in ".!?,;:”\"'’)"]
    return [Span(*line.span()) for line in found] if 2 * len(found) <= len(lines) else []


@dataclass(slots=True)
class Person:
    """What a report tells of one entity besides its name."""

    titles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)  #: of its titles and appositions
    bodies: list[int] = field(default_factory=list)  #: entities named in its titles
    gender: str = ""


@dataclass(slots=True)
class Said:
    """A source that was resolved: where, what its head was, and to whom."""

    at: int  #: token
    sentence: int
    head: str
    is_plural: bool
    speaker: Speaker
    entity: int | None
    kind: str


class Scene:
    """One report while its speakers are being resolved."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        attributions: Sequence[Attribution],
        entities: Sequence[Entity],
        report: Report | None,
    ) -> None:
        self.text, self.tokens, self.attributions, self.entities = text, tokens, attributions, entities
        self.surfaces = [text[t.start : t.end] for t in tokens]
        self.low = [s.lower() for s in self.surfaces]
        self.outlet = outlet_name(report.outlet) if report and report.outlet else ""
        self.title = (report.title or "") if report else ""
        self.at = self._places()
        self.quoted = self._inside_all((*quotations(text), *_left_open(text)))
        self.headings = self._inside_all(_headings(text))
        self.facts = [Person() for _ in entities]
        self.said: list[Said] = []

    def _places(self) -> dict[int, int]:
        starts = {token.start: i for i, token in enumerate(self.tokens)}
        at: dict[int, int] = {}
        for number, entity in enumerate(self.entities):
            for mention in entity.mentions:
                i = starts.get(mention.start)
                while i is not None and i < len(self.tokens) and self.tokens[i].start < mention.end:
                    at.setdefault(i, number)
                    i += 1
        return at

    def _inside_all(self, spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(i for span in spans for i in self._inside(span))

    def words(self, spans: Iterable[Span]) -> list[int]:
        """The words inside the spans, in order."""
        return sorted({i for span in spans for i in self._inside(span)})

    def _inside(self, span: Span) -> range:
        first = bisect_left(self.tokens, span.start, key=lambda t: t.start)
        return range(first, bisect_right(self.tokens, span.end, first, key=lambda t: t.end))

    def kind(self, i: int) -> str:
        return self.entities[self.at[i]].type if i in self.at else ""

    def lemma(self, i: int) -> str:
        """The lower-cased noun in the singular, by its ending where the lemma is no help."""
        word = self.low[i]
        lemma = self.tokens[i].lemma.lower()
        if word in ROLES or word in BODIES or word in ISSUED:
            return word
        if word.endswith("s") and (word[:-1] in ROLES or word[:-1] in BODIES or word[:-1] in ISSUED):
            return word[:-1]
        return lemma or word

    def is_owner(self, i: int) -> bool:
        return self._behind(i) in ("'s", "’s", "'", "’")

    def is_tied(self, i: int) -> bool:
        """Whether a name is the first part of a compound: "the Varn-based firm"."""
        return self._behind(i) == "-"

    def _behind(self, i: int) -> str:
        """The word behind the name at a token."""
        while self.at.get(i + 1) == self.at.get(i) and i in self.at:
            i += 1
        return self.low[i + 1] if i + 1 < len(self.tokens) else ""

    def is_plural(self, head: int) -> bool:
        word = self.low[head]
        if word in ("police", "family", "media", "people") or word in QUANTIFIERS:
            return True
        return head not in self.at and (
            self.tokens[head].features in ("NNS", "NNPS")
            or (word.endswith("s") and word[:-1] in ROLES)
            or (is_group(word) and word.endswith("s"))
        )

    def segments(self, words: Sequence[int]) -> list[list[int]]:
        """The phrase at its commas, without marks: the phrase itself, then what is put beside it."""
        out: list[list[int]] = [[]]
        for previous, i in zip([None, *words], words, strict=False):
            far = previous is not None and i - previous > 2
            if far or self.low[i] in (",", "(", ")", "—", "–") or not self.surfaces[i][0].isalnum():
                if self.low[i] in ("'s", "’s", "'", "’", "-", "&", "."):
                    out[-1].append(i)
                    continue
                out.append([])
                if not self.surfaces[i][0].isalnum():
                    continue
            out[-1].append(i)
        return [segment for segment in out if segment]

    def core(self, segment: Sequence[int]) -> list[int]:
        """The words up to the first preposition, relative or participle behind the head."""
        out: list[int] = []
        for i in segment:
            inside_name = i in self.at and self.at.get(i - 1) == self.at[i]
            if out and not inside_name and self.low[i] in LINKS:
                break
            if (
                out
                and self.tokens[i].tag == "VERB"
                and i not in self.at
                and self.low[i - 1] != "-"
                and self.lemma(i) not in ROLES | BODIES
            ):
                break
            out.append(i)
        return out or list(segment)

    def head(self, core: Sequence[int]) -> int:
        """The last word of the core that is a noun or stands for one."""
        for i in reversed(core):
            if (
                self.surfaces[i][0].isalnum()
                and self.low[i] not in ("'s", "’s", "s")
                and not self.low[i].endswith("day")
            ):
                return i
        return core[-1]

    def mention(self, words: Sequence[int]) -> list[Span]:
        """The words of a source as one mention, up to the first gap."""
        run = [words[0]]
        for i in words[1:]:
            if i - run[-1] > 2:
                break
            run.append(i)
        return [Span(self.tokens[run[0]].start, self.tokens[run[-1]].end)]

    def as_said(self, words: Sequence[int], head: int, number: int) -> Said:
        entity = self.entities[number]
        name = entity.name
        if entity.type == "place" and self.at.get(head) == number and self.low[head] not in ADJECTIVES:
            # A government by its capital: as the report puts it.
            first = last = head
            while self.at.get(first - 1) == number:
                first -= 1
            while self.at.get(last + 1) == number:
                last += 1
            name = self.text[self.tokens[first].start : self.tokens[last].end]
        return Said(
            words[0],
            self.tokens[words[0]].sentence,
            self.lemma(head),
            False,
            Speaker(name, entity.id),
            number,
            entity.type,
        )

    def as_words(self, head: int, name: str) -> Said:
        lemma = self.lemma(head)
        plural = self.is_plural(head)
        kind = (
            "group"
            if plural
            else "organization"
            if lemma in BODIES
            else "person"
            if lemma in ROLES
            else "other"
        )
        return Said(head, self.tokens[head].sentence, lemma, plural, Speaker(name), None, kind)

    def opens(self, i: int) -> bool:
        """Whether a name stands before every verb of its sentence, as a subject does."""
        first = bisect_left(self.tokens, self.tokens[i].sentence, key=lambda t: t.sentence)
        return all(self.tokens[j].tag not in ("VERB", "AUX") for j in range(first, i))

    def before(self, at: int) -> list[int]:
        """Entities named before a token, the last first."""
        seen: dict[int, None] = {}
        for i in range(at - 1, -1, -1):
            if i in self.at:
                seen.setdefault(self.at[i])
        return list(seen)
