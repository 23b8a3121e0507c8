"""Reading: what stands in one report, marked up; the report alone, nothing of the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from firsthand.model.report import Issue, Report
from firsthand.model.text import Span

NoiseKind = Literal[
    "navigation", "advertisement", "related", "caption", "byline", "dateline", "date", "boilerplate"
]
QuoteForm = Literal["direct", "indirect", "mixed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Change = Literal["=", "~", "<", ">", "up", "down"]


@dataclass(frozen=True, slots=True)
class Noise:
    """A stretch of text that is no part of what the report tells."""

    start: int
    end: int
    kind: NoiseKind

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark, with its place in the sentence's tree (Universal Dependencies v2).

    ``head`` is an index into ``Reading.tokens``, or -1 for the root of a sentence.
    """

    start: int
    end: int
    lemma: str
    tag: str  #: UPOS
    head: int
    relation: str  #: UD relation, with its subtype ("nmod:poss")
    sentence: int  #: index into ``Reading.sentences``
    features: str = ""  #: Penn tag (XPOS), which carries tense and number

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: ``name`` as the account shows it, ``entity`` an id of ``Reading.entities``."""

    name: str
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A report says that someone said, wrote or thought something.

    The three parts follow PARC 3 and PolNeAR. ``source`` may be empty ("it is said that …").
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: QuoteForm
    speaker: Speaker | None = None  #: the resolved source; None when we do not know
    relays: tuple[str, ...] = ()  #: who passed it on, nearest to the speaker first
    confidence: float = 1.0  #: probability in [0, 1] that all three parts are right


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time in the text (TIMEX3, TimeML 1.2.1)."""

    start: int
    end: int
    type: TimeType
    value: str  #: TIMEX3 value, "" when it cannot be resolved
    mod: str | None = None  #: TIMEX3 mod (APPROX, LESS_THAN, START, END, …)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in the text, with the bounds that its words allow.

    ``value`` is the number the words name; ``low`` and ``high`` what they allow: "more than 6,000"
    has value 6000, low 6000, high None; "as many as 14,000" low None, high 14000; a plain "5,000"
    low == high == 5000; "roughly 4,000" has low == high == 4000 and change "~"; "nearly 80" has low 75,
    high 80 and change "~".
    """

    start: int
    end: int
    value: float | int | None
    low: float | int | None
    high: float | int | None
    change: Change = "="
    unit: str = "-"  #: symbol or ISO code as far as one exists ("USD", "km"), else ``unit_name``
    unit_name: str = "-"  #: singular English name ("dollar", "square mile"), or lemma of what is counted
    counted: Span | None = None  #: the words that name what is counted
    kind: str = "cardinal"  #: cardinal, ordinal, money, percentage, measure, fraction, ratio, age, rate, …
    convention: str | None = None  #: name of the convention that gave bounds to a vague number
    restates: Span | None = None  #: the quantity that this one repeats in another unit: "7 miles (11 km)"
    part_of: Span | None = None  #: the quantity that this one is a part of: "6,000, including 1,000 sappers"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def as_said(self) -> float | int | str | None:
        """The value as it is printed: the number, or both ends of a range as "low-high".

        A fall "from 9 to 4" and a score "3-1" are printed in the order of their words. "Dozens" names no
        number either: what is printed is the range that its convention gives.

        Example:
            >>> Quantity(start=0, end=5, value=None, low=15, high=22).as_said
            '15.0-22.0'
            >>> Quantity(start=0, end=6, value=12, low=12, high=120, convention="ACLED").as_said
            '12.0-120.0'
        """
        is_number = self.value is not None and self.convention is None
        if is_number or self.low is None or self.high is None:
            return self.value
        ends = (float(self.low), float(self.high))
        first, second = reversed(ends) if self.kind in ("fall", "score") else ends
        return f"{first}-{second}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation or place that the report names, with every mention of it.

    ``name`` is one name for all variants; ``mentions`` hold names, and the titles, descriptions and
    pronouns that were resolved to it.
    """

    id: str
    name: str
    type: str  #: person, organization, place, group, other
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What each token means where it stands, as far as a reader can say: one small vector a token.

    ``data`` holds signed bytes, row by row; only directions tell. Shape: ``(n_tokens, width)``.
    """

    width: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was found in one report."""

    report: Report
    noise: tuple[Noise, ...] = ()
    sentences: tuple[Span, ...] = ()
    tokens: tuple[Token, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    entities: tuple[Entity, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    meaning: Meaning | None = None  #: None where the reader knows words only
