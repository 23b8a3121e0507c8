"""Frames: the assertions of one report, cut from its syntax, each with what it speaks of.

A *clause frame* is a predicate with its own words: subject, objects, adjuncts; clauses that hang from
it stand for themselves. A *quantity frame* is a number with what it counts, seen in its clause. Both
carry what alignment and comparison need and nothing that only one report's wording needs. A *time
frame* says when something happened, a *place frame* where: two reports may tell one day of one event
and nothing else alike.

Public: :func:`cut_frames`, :func:`phrase_frames`, :func:`is_content`, :func:`names_of_tokens`. Deliberately not here: any comparison with other reports.

Syntax follows Universal Dependencies v2.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from firsthand.claims.happenings import happening
from firsthand.model import Attribution, Quantity, Reading, Span, TimeExpression, Token, cover, timex
from firsthand.model.claim import Modality, Polarity
from firsthand.model.outlets import is_media

FrameKind = Literal["clause", "quantity", "time", "place"]

CLAUSAL = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj", "conj"})
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})

#: Verbs that deny what they govern.
DENIALS = frozenset({"deny", "dispute", "reject", "refute", "rebut", "contradict", "disavow", "dismiss"})
#: Verbs that answer an assertion: who uses them says that somebody asserts the contrary.
CONTESTING = frozenset({"deny", "dispute", "refute", "rebut", "contradict", "disavow"})
#: What is denied to somebody, and not said to be untrue.
REFUSED = frozenset(
    "access entry visa licence license permit permission bail parole request application appeal leave admission asylum"
    " passage right service coverage treatment care funding credit loan".split()
)
#: Nouns for what somebody has said, by which it is denied.
REPORTS = frozenset(
    "report claim allegation accusation statement suggestion account assertion charge rumour rumor story concern fear"
    " criticism notion".split()
)
#: What is said of a statement to deny it.
FALSEHOODS = frozenset(
    "false untrue baseless unfounded groundless fabricated fake bogus incorrect inaccurate hoax lie fabrication".split()
)
#: Words that negate the clause they hang from.
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "cannot", "none"})
#: Verbs of speech, which under a negation make an attribution that somebody did *not* speak.
SPEECH = frozenset(
    {"say", "report", "mention", "confirm", "announce", "tell", "state", "claim", "comment", "specify"}
)
#: Those of them by which one tells news: who is said not to have told it is at odds with who is said to
#: have. Not confirming or not saying how is no denial.
REPORTING = frozenset({"report", "mention", "announce"})
#: Verbs whose subject is the origin of what they govern, whether or not they count as speech.
STATING = frozenset(
    "say tell claim deny pledge promise vow expect announce warn estimate predict decline refuse confirm admit acknowledge report"
    " reject dispute accuse insist argue suggest believe call urge dismiss disclose reveal plan declare state".split()
)
#: And all by which somebody speaks, thinks or takes a stand, with a noun behind.
TELLING = (
    STATING
    | SPEECH
    | DENIALS
    | frozenset(
        "quote cite tweet write post add note agree demand ask praise criticize criticise condemn describe want hope fear"
        " think know see doubt question support oppose welcome recommend propose offer claim blame threaten thank"
        " discuss mention stress underline emphasize emphasise highlight publish release issue show find object"
        " complain lament mourn regret apologize apologise order seek request consider back favor favour defend"
        " identify name allege assert maintain contend share include list contain detail outline".split()
    )
)
PLANNING = frozenset(
    {"will", "shall", "plan", "agree", "intend", "decide", "pledge", "promise", "vow", "expect", "schedule"}
)
DOUBTING = frozenset({"may", "might", "could", "possibly", "perhaps", "allegedly", "suspect", "likely"})
ESTIMATING = frozenset({"estimate", "estimated", "believe", "reckon", "about", "roughly", "some", "around"})
#: Verbs that doubt what they govern.
DOUBTS = frozenset({"doubt", "question"})
#: Words that open a question: what they open asserts nothing, but for the clause that governs it.
ASKING = frozenset("who whom whose what why how whether if".split())
#: Marks of a clause that says what would be, not what is.
CONDITIONS = frozenset("if unless whether lest".split())
#: Nouns for what may not be so, with a clause of what it is: "rumours that the dam would burst".
UNSURE = frozenset(
    "allegation rumor rumour speculation suspicion possibility chance risk likelihood prospect doubt hint suggestion".split()
)
#: What stands between a clause and its time: a preposition, or nothing ("the dam burst | this year").
TIMING = frozenset(("", *"on in at by until till since before after from".split()))
#: Lengths in days up to which "so many days after" tells a day.
_FAR = 60
#: Prepositions that place something that has a name, and those that place it by themselves.
PLACING = frozenset("in at near on outside inside along off beside behind across around over from".split())
PLACING_ALONE = frozenset({"near", "outside", "inside", "along", "beside", "behind", "across"})
#: Words between a happening and its time or place up to which they are told together.
BESIDE = 4
#: Words in double quotation marks, within a line.
QUOTED = re.compile(r"“[^”\n]*(?:”|$|(?=\n))|\"[^\"\n]*(?:\"|$|(?=\n))")
#: Marks in pairs, and what may stand before one that closes.
PAIRED = (("“", "”"), ('"', '"'), ("(", ")"))
BEHIND = re.compile(r"[.,!?…]{0,3}[”\")]")
HIGHEST = 20  #: steps up a tree to the clause that holds a word
#: Words that carry no matter of their own.
LIGHT = frozenset(
    "be have do will would shall should may might can could must the a an this that these those it"
    " its he him his she her they them their we us our i me my you your who whom whose which what and"
    " or but nor so if when while as than then to of in on at by for from with into over under after"
    " before about between through during against among out up down off not n't n’t ’s 's no also"
    " there here just only very more most such other another some any each all both own same too now"
    " still even further later earlier get make take go come say tell mr mrs ms one".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One assertion of one report, before it is compared with any other."""

    report: int  #: index of the reading
    kind: FrameKind
    span: Span
    sentence: int
    head: int  #: token index of the predicate, or of the counted noun
    predicate: tuple[str, ...]  #: lemmas of the predicate, outermost first
    words: tuple[str, ...]  #: lemmas of the content words, in order of the text
    core: tuple[str, ...]  #: lemmas of what is counted, or of subject and objects
    words_at: tuple[int, ...]  #: token indices of ``words``
    core_at: tuple[int, ...]  #: token indices of the core, in order of the text
    predicate_at: tuple[int, ...]  #: token indices of ``predicate``
    names: frozenset[str]  #: canonical names of the entities it mentions
    quantity: Quantity | None
    quantities: tuple[Quantity, ...]
    time: TimeExpression | None
    is_time_own: bool  #: the time stands in the clause itself, not in one that governs it
    is_time_sole: bool  #: and it is the only one there
    polarity: Polarity
    modality: Modality
    attributions: tuple[int, ...]  #: indices of the attributions it stands in, innermost first
    clause: Span  #: the words of the whole clause (for a clause frame, its own span)
    doers_at: tuple[int, ...] = ()  #: token indices of who does it, through relative and participle clauses
    undergoers_at: tuple[int, ...] = ()  #: and of whom or what it is done to
    is_nominal: bool = False  #: a noun phrase that tells what a clause could ("the death of the driver")
    denied: str = ""  #: the lemma that is negated, or the verb that denies
    denied_words: tuple[str, ...] = ()  #: lemmas of what a verb of denying or saying governs
    is_speech_denied: bool = False  #: says that somebody did not say it
    is_contested: bool = False  #: somebody denies what somebody else asserts, in so many words
    untold_by: frozenset[int] = (
        frozenset()
    )  #: attributions near it by which nobody tells it: deeds, and where it is added
    stated_by: str | None = None  #: the subject that states, expects or pledges it, where no attribution does


class Tree:
    """The dependency trees of one reading, with children and subtrees by token index.

    Cost: linear in the tokens to build; a subtree costs its size.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._relations = [token.relation.partition(":")[0] for token in tokens]
        self.children: list[list[int]] = [[] for _ in tokens]
        for index, token in enumerate(tokens):
            if token.head >= 0:
                self.children[token.head].append(index)

    def relation(self, index: int) -> str:
        """The relation without its subtype."""
        return self._relations[index]

    def child(self, index: int, *relations: str) -> int | None:
        """The first child with one of the relations."""
        for child in self.children[index]:
            if self.relation(child) in relations:
                return child
        return None

    def is_clause(self, index: int) -> bool:
        """Whether the token heads a clause that stands for itself."""
        token = self.tokens[index]
        relation = self.relation(index)
        if relation not in CLAUSAL:
            return False
        verbal = token.tag in ("VERB", "AUX")
        has_subject = any(self.relation(child) in SUBJECTS for child in self.children[index])
        has_copula = any(self.relation(child) == "cop" for child in self.children[index])
        if relation == "conj":
            head = token.head
            if head < 0 or (verbal and has_subject):  # with a subject of its own, whatever it is hung from
                return verbal or has_subject or has_copula
            return (verbal or has_subject or has_copula) and self.is_predicate(head)
        if relation in ("acl", "advcl"):
            return verbal or has_subject or has_copula
        return True

    def is_predicate(self, index: int) -> bool:
        return self.tokens[index].tag in ("VERB", "AUX") or any(
            self.relation(child) in SUBJECTS or self.relation(child) == "cop"
            for child in self.children[index]
        )

    def own(self, head: int, clauses: frozenset[int]) -> list[int]:
        """The tokens of the clause at ``head`` without those of clauses below it, in order."""
        found: list[int] = []
        stack = [head]
        while stack:
            index = stack.pop()
            found.append(index)
            stack.extend(child for child in self.children[index] if child not in clauses)
        return sorted(found)

    def subtree(self, head: int) -> list[int]:
        """All tokens below and including ``head``, in order."""
        return self.own(head, frozenset())


class _Index:
    """What stands where in one reading, by token."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.tree = Tree(reading.tokens)
        self._starts = [token.start for token in self.tokens]
        self._ends = [token.end for token in self.tokens]
        self.names = names_of_tokens(reading)
        self.places = self._mentioned("place")
        self.people = self._mentioned("person")
        self.clauses = frozenset(i for i in range(len(self.tokens)) if self.tree.is_clause(i))
        self.calls = _calls(self)
        self.clauses -= _unasserted(self)
        self.acts = frozenset(n for n, a in enumerate(reading.attributions) if _is_act(self, a))
        self._quoted = [m.span() for m in QUOTED.finditer(reading.report.text)]
        self.noisy = [False] * len(self.tokens)
        for noise in reading.noise:
            met = range(bisect_right(self._ends, noise.start), bisect_left(self._starts, noise.end))
            for i in met:
                self.noisy[i] = True

    def _mentioned(self, kind: str) -> list[bool]:
        found = [False] * len(self.tokens)
        for entity in self.reading.entities:
            if entity.type == kind:
                for i in (i for mention in entity.mentions for i in self.inside(mention)):
                    found[i] = True
        return found

    def is_quoted(self, at: int) -> bool:
        """Whether a place stands in double quotation marks."""
        number = bisect_right(self._quoted, (at, len(self.reading.report.text)))
        return number > 0 and at < self._quoted[number - 1][1]

    def is_quoted_from(self, token: int) -> bool:
        """Whether a quotation mark stands right before a word."""
        return token > 0 and self.text_of(token - 1) in ("“", '"', "‘", "'")

    def text_of(self, token: int) -> str:
        """The word as it stands, in lower case."""
        return self.tokens[token].span.of(self.reading.report.text).lower()

    def inside(self, span: Span) -> list[int]:
        return list(range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)))


def _calls(index: _Index) -> frozenset[int]:
    """The clauses that tell somebody to do something, and so nothing that is: "Read more about the dam".

    A bare verb without a subject that opens its sentence, or words in quotation marks, or goes on from one that does.
    """
    tree, tokens = index.tree, index.tokens
    found: set[int] = set()
    for i in sorted(index.clauses):
        if tokens[i].features != "VB" or any(
            tree.relation(c) in (*SUBJECTS, "mark") for c in tree.children[i]
        ):
            continue
        if any(tree.relation(c) == "aux" and tokens[c].lemma.lower() != "do" for c in tree.children[i]):
            continue
        first = next(k for k in tree.subtree(i) if tokens[k].tag != "PUNCT")
        leads = {tokens[k].tag for k in range(first, i)} <= {"INTJ", "AUX", "PART", "ADV", "PUNCT", "CCONJ"}
        opens = first == 0 or tokens[first - 1].sentence != tokens[i].sentence or index.is_quoted_from(first)
        goes_on = tree.relation(i) == "conj" and tokens[i].head in found
        if goes_on or (leads and opens and tree.relation(i) in ("root", "ccomp", "parataxis")):
            found.add(i)
    return frozenset(found)


def _unasserted(index: _Index) -> frozenset[int]:
    """The clauses that say nothing by themselves: their governor asks, denies or doubts what they hold.

    "It is not clear | who called", "Pell denied | that the dam broke", "no evidence | that it broke". Alone
    their words would say what their report does not.
    """
    tree, tokens = index.tree, index.tokens
    found: set[int] = set()
    for i in sorted(index.clauses):
        above, relation = tokens[i].head, tree.relation(i)
        if above < 0:
            continue
        is_whole = relation in ("ccomp", "csubj")
        asks = is_whole and _opens(index, i, above) in ASKING
        denies = is_whole and (
            _base(tokens[above].lemma.lower(), DENIALS | DOUBTS) in DENIALS | DOUBTS
            or _is_negated(index, above)
        )
        goes_on = relation == "conj" and above in found and tree.child(i, "nsubj") is not None
        if asks or denies or goes_on or (relation == "acl" and _is_held_unsure(index, i, above)):
            found.add(i)
    return frozenset(found)


def _opens(index: _Index, clause: int, above: int) -> str:
    """The lemma of a clause's first own word that is no mark or preposition.

    Empty where it asks nothing: behind a comma, or before the verb that governs the clause ("the driver, who
    police believe fled").
    """
    own = index.tree.own(clause, index.clauses - {clause})
    first = next((i for i in own if index.tokens[i].tag not in ("PUNCT", "ADP")), clause)
    is_relative = first < above < clause or (first > 0 and index.text_of(first - 1) == ",")
    return "" if is_relative else index.tokens[first].lemma.lower()


def _is_held_unsure(index: _Index, clause: int, noun: int) -> bool:
    """Whether a clause is what a noun says that may not be so, or that there is none: "no sign that"."""
    tree, tokens = index.tree, index.tokens
    if tokens[clause].relation == "acl:relcl" or tree.child(clause, "mark") is None:
        return False
    if tokens[noun].lemma.lower() in UNSURE:
        return True
    if any(tokens[c].lemma.lower() == "no" for c in tree.children[noun]):
        return True
    governor = tokens[noun].head
    return (
        governor >= 0
        and tree.relation(noun) in ("obj", "nsubj")
        and (_is_negated(index, governor) or _base(tokens[governor].lemma.lower(), DENIALS) in DENIALS)
    )


def names_of_tokens(reading: Reading) -> Mapping[int, str]:
    """The canonical name of the entity that each token mentions, where it mentions one."""
    named: dict[int, str] = {}
    starts = {token.start: i for i, token in enumerate(reading.tokens)}
    for entity in reading.entities:
        for mention in entity.mentions:
            index = starts.get(mention.start)
            while index is not None and index < len(reading.tokens):
                if reading.tokens[index].start >= mention.end:
                    break
                named.setdefault(index, entity.name)
                index += 1
    return named


def cut_frames(reading: Reading, number: int) -> tuple[Frame, ...]:
    """Cut one reading into frames, in order of the text.

    Args:
        reading: A reading with syntax.
        number: The reading's index, which the frames carry.

    Returns:
        Clause frames and quantity frames. None overlaps noise.

    Cost: linear in the tokens, but for very deep sentences (each clause walks its own words).
    """
    index = _Index(reading)
    frames: list[Frame] = []
    for head in sorted(index.clauses):
        frame = _clause_frame(index, head, number)
        if frame is not None:
            frames.append(frame)
    for quantity in reading.quantities:
        frame = _quantity_frame(index, quantity, number)
        if frame is not None:
            frames.append(frame)
    frames.extend(_time_frames(index, number))
    frames.extend(_place_frames(index, number))
    frames.extend(_nominal_frames(index, number))
    # An order that somebody is quoted with is what they said.
    frames = [f for f in frames if f.attributions or _clause_of(index, f.head) not in index.calls]
    frames.sort(key=lambda f: (f.span.start, f.span.end, f.kind))
    return tuple(replace(_closed(index, f), untold_by=_untold(index, f)) for f in frames)


def phrase_frames(reading: Reading, number: int, phrases: Sequence[tuple[Span, int]]) -> list[Frame]:
    """Frames of phrases that say what somebody is; each a span and the token that says it."""
    index = _Index(reading)
    frames = []
    for span, head in phrases:
        content = [i for i in index.inside(span) if is_content(index.tokens[i])]
        predicate = (index.tokens[head].lemma.lower(),)
        frames.append(_noun_frame(index, number, head, span, content, predicate, span))
    return frames


def _closed(index: _Index, frame: Frame) -> Frame:
    """The frame with the mark behind or before it that closes a quotation or bracket inside: "called it a "trick""."""
    text, span = index.reading.report.text, frame.span
    words = span.of(text)
    for opening, closing in PAIRED:
        left, right = words.count(opening), words.count(closing)
        behind = BEHIND.match(text, span.end)
        if (left > right or (opening == closing and left % 2)) and behind and behind[0].endswith(closing):
            span = Span(span.start, behind.end())
        elif right > left and span.start > 0 and text[span.start - 1] == opening:
            span = Span(span.start - 1, span.end)
    return replace(frame, span=span, clause=span if frame.clause == frame.span else frame.clause)


def _base(lemma: str, words: frozenset[str]) -> str:
    """The lemma, or the word of ``words`` that it is a past form of, where lemmatising failed."""
    forms = (lemma, lemma.removesuffix("d"), lemma.removesuffix("ed"), lemma.removesuffix("ied") + "y")
    return next((form for form in forms if form in words), lemma)


def _clause_frame(index: _Index, head: int, number: int) -> Frame | None:
    tree, tokens = index.tree, index.tokens
    own = tree.own(head, index.clauses - {head})
    own = [i for i in own if not index.noisy[i]]
    if head not in own:
        return None
    own = _trim(index, own, head)
    around = _attributions(index, tokens[head].span)
    speaking = _speaks(index, head)
    verb = _base(tokens[head].lemma.lower(), DENIALS | SPEECH)
    subject = tree.child(head, "nsubj")
    is_called_false = verb in FALSEHOODS and tree.child(head, "cop") is not None and subject is not None
    is_refusal = verb == "deny" and _is_refusal(index, head)
    if is_refusal:
        verb = "refuse"
    denied = _is_negated(index, head) != (is_called_false or verb in DENIALS)
    if speaking is not None:
        if not denied and _content_has_clause(index, index.reading.attributions[speaking]):
            return None
        # A claim that keeps its verb of saying is its speaker's.
        around = (speaking, *(n for n in around if n != speaking))
    if not denied and verb in SPEECH and _says_nothing(index, head, own):
        return None
    span = cover(tokens[i].span for i in own)
    is_speech_denied = False
    denied_words: tuple[str, ...] = ()
    matter = head
    if denied and verb in SPEECH | DENIALS:
        below = [c for c in tree.children[head] if tree.relation(c) in ("ccomp", "xcomp", "obj", "advcl")]
        if below:
            span = cover([span, *(tokens[i].span for c in below for i in tree.subtree(c))])
            own = [i for i in index.inside(span) if not index.noisy[i]]
        # What stands behind the verb is what it denies, however the parser hangs it.
        behind = [i for i in index.inside(span) if i > head and is_content(tokens[i])]
        denied_words = tuple(tokens[i].lemma.lower() for i in behind)
        is_speech_denied = verb in REPORTING
        if below and len(behind) > 1:
            matter = below[0]
    if is_called_false and denied and subject is not None:
        denied_words = tuple(tokens[i].lemma.lower() for i in tree.subtree(subject) if is_content(tokens[i]))
    content = [i for i in own if is_content(tokens[i])]
    if len(content) < 2 and len(own) < 4:
        return None
    if matter != head:
        # Of one matter with a denial is what asserts the thing denied, not what else the denier did.
        inside = set(tree.subtree(matter))
        own = [i for i in own if i in inside]
        content = [i for i in own if is_content(tokens[i])]
    time, is_own = _time_of(index, head, span)
    starts = [tokens[i].start for i in own]
    quantities = tuple(
        q
        for q in index.reading.quantities
        if q.kind != "ordinal"
        and q.restates is None
        and bisect_left(starts, q.start) < bisect_left(starts, q.end)
        and not any(t.start < q.end and q.start < t.end for t in index.reading.times)
    )
    core = [
        i
        for i in own
        if tree.relation(i)
        in ("nsubj", "obj", "iobj", "obl", "nmod", "compound", "amod", "appos", "conj", "flat")
        and is_content(tokens[i])
    ]
    doers, undergoers = _parts_played(index, matter)
    return Frame(
        report=number,
        kind="clause",
        span=span,
        sentence=tokens[head].sentence,
        head=matter,
        predicate=_predicate(index, matter),
        words=tuple(tokens[i].lemma.lower() for i in content),
        core=tuple(tokens[i].lemma.lower() for i in core),
        words_at=tuple(content),
        core_at=tuple(core),
        predicate_at=_predicate_at(index, matter),
        names=frozenset(index.names[i] for i in own if i in index.names),
        quantity=None,
        quantities=quantities,
        time=time,
        is_time_own=is_own,
        is_time_sole=is_own and _n_dates(index, span) == 1,
        polarity="denied" if denied else "affirmed",
        modality=_modality(index, head, own),
        attributions=around,
        clause=span,
        doers_at=doers,
        undergoers_at=undergoers,
        denied=_matter_of(index, head, verb) if denied else "",
        denied_words=denied_words,
        is_contested=subject is not None
        and (
            (is_called_false and denied)
            or (
                matter != head
                and (verb in CONTESTING or (verb in DENIALS and tokens[matter].lemma.lower() in REPORTS))
            )
        ),
        is_speech_denied=is_speech_denied,
        stated_by=_stated_by(index, head),
    )


def _is_refusal(index: _Index, head: int) -> bool:
    """Whether to deny is to refuse there, and not to say that something is not so: "was denied a visa"."""
    tree = index.tree
    thing = tree.child(head, "obj")
    if thing is None:
        below = tree.child(head, "obl")
        case = tree.child(below, "case") if below is not None else None
        return case is not None and index.text_of(case) == "to" and tree.relation(head) == "acl"
    is_passive = any(index.tokens[c].relation == "nsubj:pass" for c in tree.children[head])
    to_somebody = tree.child(head, "iobj") is not None
    return is_passive or to_somebody or index.tokens[thing].lemma.lower() in REFUSED


def _says_nothing(index: _Index, head: int, own: Sequence[int]) -> bool:
    """Whether a clause only tells that somebody speaks, where what is said stands around it: "the army said"."""
    tree = index.tree
    is_put_in = tree.relation(head) in ("parataxis", "acl") and index.tokens[head].lemma.lower() == "say"
    is_beside = is_put_in or tree.child(head, "ccomp") is not None
    told = [
        c for c in tree.children[head] if c in own and tree.relation(c) in ("obj", "obl", "xcomp", "advmod")
    ]
    return is_beside and not any(
        is_content(index.tokens[i]) or index.tokens[i].tag == "NUM"
        for c in told
        for i in tree.own(c, index.clauses)
    )


def _quantity_frame(index: _Index, quantity: Quantity, number: int) -> Frame | None:
    reading, tokens, tree = index.reading, index.tokens, index.tree
    if any(
        t.start < quantity.end and quantity.start < t.end and t.type in ("DATE", "TIME", "SET")
        for t in reading.times
    ):
        return None
    if quantity.restates is not None:
        return None
    inside = index.inside(quantity.span)
    if not inside or any(index.noisy[i] for i in inside) or _points_back(index, quantity, inside):
        return None
    counted = index.inside(quantity.counted) if quantity.counted else []
    # "More than 40 of them": what is counted was named before, maybe in another sentence.
    pointing = _of_them(index, inside)
    is_here = bool(counted) and not pointing and tokens[counted[0]].sentence == tokens[inside[0]].sentence
    span = cover([quantity.span, *([quantity.counted] if quantity.counted and is_here else pointing)])
    head = _top(index, counted if is_here else inside)
    clause_head = _clause_of(index, head)
    own = tree.own(clause_head, index.clauses - {clause_head}) if clause_head >= 0 else inside
    clause = span
    if clause_head in own:
        kept = _trim(index, [i for i in own if not index.noisy[i]], clause_head)
        clause = cover([span, *(tokens[i].span for i in kept)])
    time, is_own = _time_of(index, clause_head, clause) if clause_head >= 0 else (None, False)
    core_at = tuple(i for i in counted if is_content(tokens[i]))
    core = tuple(tokens[i].lemma.lower() for i in core_at)
    if not core and quantity.unit_name != "-":
        core = tuple(quantity.unit_name.lower().split())
    negated = clause_head >= 0 and _is_negated(index, clause_head)
    return Frame(
        report=number,
        kind="quantity",
        span=span,
        sentence=tokens[head].sentence,
        head=head,
        predicate=_predicate(index, clause_head) if clause_head >= 0 else (),
        words=tuple(tokens[i].lemma.lower() for i in own if is_content(tokens[i])),
        core=core,
        words_at=tuple(i for i in own if is_content(tokens[i])),
        core_at=core_at,
        predicate_at=_predicate_at(index, clause_head) if clause_head >= 0 else (),
        names=frozenset(index.names[i] for i in own if i in index.names),
        quantity=quantity,
        quantities=(quantity,),
        time=time,
        is_time_own=is_own,
        is_time_sole=is_own and _n_dates(index, span) == 1,
        polarity="denied" if negated else "affirmed",
        modality=_modality(index, clause_head, own) if clause_head >= 0 else "stated",
        attributions=_attributions(index, quantity.span),
        clause=clause,
        stated_by=_stated_by(index, clause_head) if clause_head >= 0 else None,
    )


def _points_back(index: _Index, quantity: Quantity, number: Sequence[int]) -> bool:
    """Whether a number counts nothing anew: "the two countries", "both men", whom everybody knows."""
    before = number[0] - 1
    is_known = before >= 0 and index.text_of(before) in ("the", "these", "those")
    return is_known and quantity.value == 2 and quantity.kind == "cardinal" and len(number) <= 2


def _of_them(index: _Index, number: Sequence[int]) -> list[Span]:
    """The words behind a number that point back at what it counts: "of them"."""
    behind = range(number[-1] + 1, min(number[-1] + 3, len(index.tokens)))
    is_so = [index.text_of(i) for i in behind] in (["of", "them"], ["of", "whom"], ["of", "which"])
    return [cover(index.tokens[i].span for i in behind)] if is_so else []


def _time_frames(index: _Index, number: int) -> list[Frame]:
    """When something happened: each resolved time with the verb or the noun of the happening."""
    frames = []
    for time in index.reading.times:
        if time.type not in ("DATE", "TIME") or not time.value[:1].isdigit():
            continue
        inside = index.inside(time.span)
        if not inside or any(index.noisy[i] for i in inside):
            continue
        frame = _facet(index, "time", inside, time, number)
        if frame is not None:
            frames.append(frame)
    return frames


def _place_frames(index: _Index, number: int) -> list[Frame]:
    """Where something happened: each place, as the words around it put it, with the happening."""
    tokens, tree = index.tokens, index.tree
    frames: list[Frame] = []
    seen: set[int] = set()
    for i in range(len(tokens)):
        if index.noisy[i] or tree.relation(i) not in ("obl", "nmod", "advmod", "conj", "appos"):
            continue
        case = tree.child(i, "case")
        if case is None or tokens[case].lemma.lower() not in PLACING:
            continue
        below = [k for k in tree.own(i, index.clauses) if not index.noisy[k]]
        is_named = any(index.places[k] for k in below)
        if not is_named and tokens[case].lemma.lower() not in PLACING_ALONE:
            continue
        if any(t.start < tokens[i].end and tokens[i].start < t.end for t in index.reading.times):
            continue
        if any(tokens[k].tag == "NUM" for k in below) and not is_named:
            continue
        if seen & set(below):
            continue  # a place within a place is said with it
        seen.update(below)
        frame = _facet(index, "place", below, None, number)
        if frame is not None:
            frames.append(frame)
    return frames


def _facet(
    index: _Index, kind: FrameKind, inside: Sequence[int], time: TimeExpression | None, number: int
) -> Frame | None:
    """A time or a place with the happening that it is said of."""
    tokens, tree = index.tokens, index.tree
    governor = tokens[_top(index, inside)].head
    if governor < 0 or index.noisy[governor] or governor in inside:
        return None
    by_noun = tokens[governor].tag in ("NOUN", "PROPN") and governor not in index.clauses
    head = governor if by_noun else _clause_of(index, governor)
    if index.noisy[head] or tokens[head].sentence != tokens[inside[0]].sentence:
        return None
    if not by_noun and _base(tokens[head].lemma.lower(), SPEECH) in SPEECH:
        return None  # when and where somebody spoke
    own = [i for i in tree.own(head, index.clauses - {head}) if not index.noisy[i]]
    if head not in own:
        return None
    while tokens[inside[0]].tag == "PUNCT":
        inside = inside[1:]
    clause = cover(tokens[i].span for i in (*_trim(index, own, head), *inside))
    apart = max(inside[0] - head, head - inside[-1])
    # Near its happening a time or place is told with it, and with what guards it; far from it, by itself:
    # the words between are of other matters.
    guards = [c for c in tree.children[head] if _is_guard(index, c)]
    span = cover(tokens[i].span for i in (*inside, *((head, *guards) if apart <= BESIDE else ())))
    left = set(inside)
    content = [i for i in own if is_content(tokens[i]) and i not in left]
    core = [i for i in inside if is_content(tokens[i])] if kind == "place" else content
    return Frame(
        report=number,
        kind=kind,
        span=span,
        sentence=tokens[head].sentence,
        head=head,
        predicate=_predicate(index, head),
        words=tuple(tokens[i].lemma.lower() for i in content),
        core=tuple(tokens[i].lemma.lower() for i in core),
        words_at=tuple(content),
        core_at=tuple(core),
        predicate_at=_predicate_at(index, head),
        names=frozenset(index.names[i] for i in own if i in index.names and i not in left),
        quantity=None,
        quantities=(),
        time=time if time is not None else _time_of(index, head, clause)[0],
        is_time_own=time is not None,
        is_time_sole=time is not None,
        polarity="denied" if _is_negated(index, head) else "affirmed",
        modality=_modality(index, head, own),
        attributions=_attributions(index, tokens[head].span),
        clause=clause,
        stated_by=_stated_by(index, head),
    )


def _is_guard(index: _Index, token: int) -> bool:
    """Whether a word beside a verb says that it was not, or only may have been, or would be."""
    words = {index.tokens[token].lemma.lower(), index.text_of(token)}
    if index.tree.relation(token) in ("aux", "mark"):
        return bool(words & (DOUBTING | PLANNING | CONDITIONS | {"would", "should", "can", "must"}))
    return index.tree.relation(token) == "advmod" and bool(words & (NEGATIONS | DOUBTING))


def _nominal_frames(index: _Index, number: int) -> list[Frame]:
    """Noun phrases that tell what a clause could: a happening with whom or what it befell, and who holds
    which part ("the death of the driver", "the mayor, Ann Poe").
    """
    tokens = index.tokens
    frames = []
    for i, token in enumerate(tokens):
        if token.tag != "NOUN" or index.noisy[i] or i in index.clauses or i in index.names:
            continue
        bearer = _bearer(index, i)
        event = happening(token.lemma.lower())
        if bearer is None and (event is None or not _has_argument(index, i) or _is_unasserted(index, i)):
            continue
        own = _phrase(index, i) if bearer is None else sorted({*_phrase(index, i), *_phrase(index, bearer)})
        own = [k for k in own if not index.noisy[k]]
        while own and own[0] != i and tokens[own[0]].tag in ("DET", "PUNCT", "ADP"):
            own = own[1:]
        content = [k for k in own if is_content(tokens[k])]
        if len(content) < 2 or i not in content or _has_gap(index, own):
            continue
        span = cover(tokens[k].span for k in own)
        predicate = tuple(dict.fromkeys((token.lemma.lower(), *(event or ()))))
        frame = _noun_frame(index, number, i, span, own, predicate, token.span)
        frames.append(replace(frame, undergoers_at=frame.core_at))
    return frames


def _noun_frame(
    index: _Index,
    number: int,
    head: int,
    span: Span,
    own: Sequence[int],
    predicate: tuple[str, ...],
    told: Span,
) -> Frame:
    """The frame of a noun phrase that tells what a clause could; ``told`` is what its attributions have to hold."""
    content = [k for k in own if is_content(index.tokens[k])]
    core = [k for k in content if k != head]
    time, is_own = _time_of(index, head, span)
    return Frame(
        report=number,
        kind="clause",
        span=span,
        sentence=index.tokens[head].sentence,
        head=head,
        predicate=predicate,
        words=tuple(index.tokens[k].lemma.lower() for k in content),
        core=tuple(index.tokens[k].lemma.lower() for k in core),
        words_at=tuple(content),
        core_at=tuple(core),
        predicate_at=(head,),
        names=frozenset(index.names[k] for k in own if k in index.names),
        quantity=None,
        quantities=(),
        time=time,
        is_time_own=is_own,
        is_time_sole=is_own and _n_dates(index, span) == 1,
        polarity="affirmed",
        modality="stated",
        attributions=_attributions(index, told),
        clause=span,
        is_nominal=True,
    )


def _is_unasserted(index: _Index, noun: int) -> bool:
    """Whether the clause around a happening says that there was none: "made no claim", "denied the theft"."""
    head = _clause_of(index, noun)
    return _is_negated(index, head) or _base(index.tokens[head].lemma.lower(), DENIALS) in DENIALS


def _parts_played(index: _Index, verb: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The tokens of who does what the verb tells and of whom it is done to, active or passive.

    A clause that hangs from a noun says it of that noun; one without a subject that hangs from a verb has
    that verb's.
    """
    tokens, tree = index.tokens, index.tree
    doers: list[int] = []
    undergoers: list[int] = []
    is_passive = any(tokens[c].relation in ("aux:pass", "nsubj:pass") for c in tree.children[verb])
    for c in tree.children[verb]:
        relation = tokens[c].relation
        if relation == "obl:agent" or (relation == "nsubj" and not is_passive):
            doers += _words_of(index, c)
        elif relation in ("nsubj:pass", "nsubj", "obj"):
            undergoers += _words_of(index, c)
    subject = next((c for c in tree.children[verb] if tree.relation(c) in SUBJECTS), None)
    above = tokens[verb].head
    if above >= 0 and tree.relation(verb) == "acl" and (subject is None or tokens[subject].tag == "PRON"):
        # "the man seen by police", "the man seeing police", "the man who saw police": the noun plays the part.
        is_participle = subject is None and tree.child(verb, "mark") is None
        is_undergone = is_passive or (is_participle and not index.text_of(verb).endswith("ing"))
        (undergoers if is_undergone else doers).extend(_words_of(index, above))
    elif above >= 0 and subject is None and tree.relation(verb) in ("advcl", "conj", "xcomp"):
        of_above = tree.child(above, "nsubj")
        if of_above is not None:
            doers += _words_of(index, of_above)
    return tuple(sorted(set(doers))), tuple(sorted(set(undergoers)))


def _words_of(index: _Index, noun: int) -> list[int]:
    """The content words of a noun phrase, and a pronoun that somebody's name is known for."""
    return [k for k in _phrase(index, noun) if is_content(index.tokens[k]) or k in index.names]


def _phrase(index: _Index, head: int) -> list[int]:
    """The words of a noun phrase without what is set beside it."""
    tree = index.tree
    beside = [
        c
        for c in tree.children[head]
        if tree.relation(c) in ("conj", "cc", "appos", "punct", "case", "acl", "parataxis")
    ]
    return tree.own(head, index.clauses | frozenset(beside))


def _has_gap(index: _Index, own: Sequence[int]) -> bool:
    """Whether words of something else stand between the phrase's."""
    return any(index.tokens[k].tag != "PUNCT" for k in set(range(own[0], own[-1])) - set(own))


def _has_argument(index: _Index, noun: int) -> bool:
    tree, tokens = index.tree, index.tokens
    return any(
        tree.relation(c) in ("nmod", "compound")
        and any(is_content(tokens[k]) for k in tree.own(c, index.clauses))
        for c in tree.children[noun]
    )


def _bearer(index: _Index, noun: int) -> int | None:
    """Whoever is named beside the noun that says what they are."""
    tree, tokens = index.tree, index.tokens
    head = tokens[noun].head
    if tokens[noun].relation in ("appos", "compound", "nmod:desc") and head in index.names:
        # A noun inside a name's phrase says what its bearer is only of people ("police chief Ann Poe").
        return head if tree.relation(noun) == "appos" or index.people[head] else None
    return next((c for c in tree.children[noun] if tree.relation(c) == "appos" and c in index.names), None)


def _stated_by(index: _Index, head: int) -> str | None:
    """The named subject of a verb by which one states, expects or pledges what follows."""
    if index.tokens[head].lemma.lower() not in STATING:
        return None
    subject = index.tree.child(head, "nsubj")
    return index.names.get(subject) if subject is not None else None


def _trim(index: _Index, own: list[int], head: int) -> list[int]:
    """Without marks, conjunctions and leading subordinators at the edges."""
    tokens, tree = index.tokens, index.tree
    start, end = 0, len(own)
    while (
        start < end
        and own[start] != head
        and (
            tokens[own[start]].tag in ("PUNCT", "CCONJ", "SCONJ")
            or tree.relation(own[start]) in ("cc", "punct", "mark")
        )
        and tokens[own[start]].lemma.lower() not in ("to", *CONDITIONS)
    ):
        start += 1
    while end > start + 1 and own[end - 1] != head and tokens[own[end - 1]].tag == "PUNCT":
        end -= 1
    return own[start:end]


def is_content(token: Token) -> bool:
    """Whether the word has a matter of its own."""
    return (
        token.tag in ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "")
        and token.lemma.lower() not in LIGHT
        and any(character.isalnum() for character in token.lemma)
    )


def _predicate(index: _Index, head: int) -> tuple[str, ...]:
    """The lemmas of the predicate, outermost first."""
    return tuple(index.tokens[i].lemma.lower() for i in _predicate_at(index, head))


def _predicate_at(index: _Index, head: int) -> tuple[int, ...]:
    """The predicate's tokens, through the verbs that it governs without a subject of their own."""
    chain = [head]
    below = index.tree.child(head, "xcomp")
    while below is not None and len(chain) < 5:
        chain.append(below)
        below = index.tree.child(below, "xcomp")
    return tuple(chain)


def _is_negated(index: _Index, head: int) -> bool:
    tokens, tree = index.tokens, index.tree
    if any(index.text_of(i) in ("until", "till") for c in tree.children[head] for i in tree.children[c]):
        return False  # what is not so until a time is so from then on
    for child in tree.children[head]:
        if tree.relation(child) == "advmod" and not 0 < head - child <= 4:
            continue  # it negates something else of the clause
        lemma = tokens[child].lemma.lower()
        surface = index.reading.report.text[tokens[child].start : tokens[child].end].lower()
        if (lemma in NEGATIONS or surface in NEGATIONS) and tree.relation(child) in (
            "advmod",
            "det",
            "cc",
            "mark",
        ):
            return True
        if tree.relation(child) in ("nsubj", "obj"):
            for grandchild in tree.children[child]:
                if tokens[grandchild].lemma.lower() == "no" and tree.relation(grandchild) in (
                    "det",
                    "advmod",
                ):
                    return True
    return False


def _matter_of(index: _Index, head: int, verb: str) -> str:
    """The lemma that a negation is about: of a verb without a matter of its own, what it is said of
    ("made no claim", "there was no fire").
    """
    if verb not in LIGHT:
        return verb
    said_of = index.tree.child(head, "obj")
    if said_of is None and index.tree.child(head, "expl") is not None:
        said_of = index.tree.child(head, "nsubj")
    return verb if said_of is None else index.tokens[said_of].lemma.lower()


def _modality(index: _Index, head: int, own: Sequence[int]) -> Modality:
    tokens, tree = index.tokens, index.tree
    auxiliaries = {tokens[c].lemma.lower() for c in tree.children[head] if tree.relation(c) == "aux"}
    auxiliaries |= {
        index.reading.report.text[tokens[c].start : tokens[c].end].lower() for c in tree.children[head]
    }
    predicate = set(_predicate(index, head))
    marks = {tokens[c].lemma.lower() for c in tree.children[head] if tree.relation(c) == "mark"}
    if auxiliaries & DOUBTING or predicate & DOUBTING or marks & CONDITIONS:
        return "possible"
    if auxiliaries & {"will", "shall", "’ll", "'ll"} or (
        predicate & PLANNING and tree.child(head, "xcomp") is not None
    ):
        return "planned"
    if any(tokens[i].lemma.lower() in ESTIMATING and tokens[i].lemma.lower() != "some" for i in own):
        return "estimated"
    return "stated"


def _attributions(index: _Index, span: Span) -> tuple[int, ...]:
    """The attributions whose content holds the span, innermost first.

    Of two that hold the same words, people speak and media pass on.
    """
    holding = []
    for number, attribution in enumerate(index.reading.attributions):
        if any(part.contains(span) for part in attribution.content) and number not in index.acts:
            speaker = attribution.speaker
            passes_on = speaker is None or is_media(speaker.name)
            holding.append((passes_on, sum(len(part) for part in attribution.content), number))
    return tuple(number for *_, number in sorted(holding))


def _untold(index: _Index, frame: Frame) -> frozenset[int]:
    """The attributions by which nobody tells a frame: deeds, and the one to whose words the report adds it."""
    is_added = _is_added(index, frame.head, frame.attributions)
    return index.acts | {frame.attributions[0]} if is_added else index.acts


def _is_added(index: _Index, head: int, numbers: Sequence[int]) -> bool:
    """Whether a clause beside a name adds the words to what a person says, in the report's telling: then the
    report says them.

    "She said help would go to Oro, which burned in May", "to Oro, a town that burned". Not between quotation
    marks, not where that clause names who tells it, and not of what a paper or an agency reports, whose
    background is its own.
    """
    if not numbers or index.is_quoted(index.tokens[head].start):
        return False
    attribution = index.reading.attributions[numbers[0]]
    if attribution.speaker is not None and is_media(attribution.speaker.name):
        return False
    tokens, tree = index.tokens, index.tree
    for step in range(HIGHEST):
        above = tokens[head].head
        if step and tokens[head].lemma.lower() in TELLING and tree.child(head, "nsubj") is not None:
            return False
        if above < 0 or not any(part.contains(tokens[above].span) for part in attribution.content):
            return False
        first = tree.subtree(head)[0]
        is_beside = (
            tree.relation(above) == "appos" or index.text_of(first) == "," or index.text_of(first - 1) == ","
        )
        if tokens[head].relation == "acl:relcl" and is_beside:
            return True
        head = above
    return False


def _speaks(index: _Index, head: int) -> int | None:
    """The attribution whose cue the token is of."""
    span = index.tokens[head].span
    for number, attribution in enumerate(index.reading.attributions):
        if any(part.overlaps(span) for part in attribution.cue):
            return None if number in index.acts else number
    return None


def _is_act(index: _Index, attribution: Attribution) -> bool:
    """Whether what is marked as a cue is a deed that the report tells, no saying: "filed a lawsuit against"."""
    if attribution.form != "indirect" or not attribution.cue:
        return False
    lemmas = {
        index.tokens[i].lemma.lower()
        for part in attribution.cue
        for i in index.inside(part)
        if index.tokens[i].tag == "VERB"
    }
    return bool(lemmas) and lemmas.isdisjoint(TELLING) and not _content_has_clause(index, attribution)


def _content_has_clause(index: _Index, attribution: Attribution) -> bool:
    """Whether what is said is a clause, not a noun with a clause below or beside it ("sparked debate about …",
    "charged her for hitting …").
    """
    for part in attribution.content:
        inside = set(index.inside(part))
        if any(
            i in index.clauses
            and index.tokens[i].head not in inside
            and index.tree.relation(i) not in ("acl", "advcl")
            for i in inside
        ):
            return True
    return False


def _clause_of(index: _Index, token: int) -> int:
    """The clause head that governs the token, or the sentence's root."""
    steps = 0
    while token >= 0 and token not in index.clauses and steps < 200:
        head = index.tokens[token].head
        if head < 0:
            return token
        token = head
        steps += 1
    return token


def _top(index: _Index, inside: Sequence[int]) -> int:
    """The token of the group that governs the others."""
    members = set(inside)
    for i in inside:
        if index.tokens[i].head not in members and index.tokens[i].tag != "PUNCT":
            return i
    return inside[0]


def _time_of(index: _Index, head: int, span: Span) -> tuple[TimeExpression | None, bool]:
    """The time of the clause: its own, else that of the clauses that govern it.

    What a clause below the governing one happened at is not the governing one's, but of a clause that tells
    when: "when it burned on Monday, the mayor fled". What happened so many days after or before the governing
    clause is that far from its day.
    """
    tokens = index.tokens
    own = _pick_time(index, span, tokens[head].start)
    if own is not None:
        return own, True
    behind = _time_behind(index, span)
    if behind is not None:
        return behind, False
    told = _time_among(index, head) or _time_when(index, head)
    if told is not None:
        return told, False
    apart: list[TimeExpression] = []
    days = 0
    steps = 0
    while tokens[head].head >= 0 and steps < 20:
        if tokens[head].relation == "acl:relcl":
            return _time_at(index, tokens[head].head), False
        lapse, count = _lapse(index, head)
        if lapse is not None:
            if count is None:
                return None, False
            apart.append(lapse)
            days += count
        head = _clause_of(index, tokens[head].head)
        steps += 1
        found = _time_among(index, head) or _time_when(index, head)
        if found is not None:
            return (_days_from(found, days, apart[0]) if apart else found), False
    return None, False


def _lapse(index: _Index, head: int) -> tuple[TimeExpression | None, int | None]:
    """The length between a clause and the one that governs it, and the days from that one to this.

    "The mayor left two days after it burned": two days, and -2. Nothing where no length is told, or one that says how
    long something went on ("shut for two days after it burned"); no days where it is no count of days.
    """
    mark = index.tree.child(head, "mark")
    sign = {"after": -1, "before": 1}.get(index.text_of(mark)) if mark is not None else None
    if mark is None or sign is None:
        return None, None
    start, text = index.tokens[mark].start, index.reading.report.text
    for time in index.reading.times:
        if time.type != "DURATION" or time.end > start or not text[time.end : start].isspace():
            continue
        if index.tree.child(_top(index, index.inside(time.span)), "case") is not None:
            return None, None
        days = timex.duration_days(time.value)
        is_count = days is not None and days.denominator == 1 and days <= _FAR and time.mod is None
        return time, sign * int(days) if days is not None and is_count else None
    return None, None


def _days_from(time: TimeExpression, days: int, told: TimeExpression) -> TimeExpression | None:
    """The day so many days from ``time``, in the words that tell how many; None where that is no day."""
    period = timex.period(time.value)
    if period is None or timex.granularity(time.value) not in ("day", "part", "hour", "minute"):
        return None
    try:
        day = period.start.date() + dt.timedelta(days=days)
    except OverflowError:
        return None
    return replace(told, type="DATE", value=day.isoformat(), mod=None)


def _time_at(index: _Index, token: int) -> TimeExpression | None:
    """The time that a token is a word of."""
    start = index.tokens[token].start
    return _pick_time(index, index.tokens[token].span, start, frozenset((start,)))


def _time_among(index: _Index, head: int) -> TimeExpression | None:
    """The time among a clause's own words."""
    own = [index.tokens[i] for i in index.tree.own(head, index.clauses - {head})]
    starts = frozenset(token.start for token in own)
    return _pick_time(index, cover(token.span for token in own), index.tokens[head].start, starts)


def _time_when(index: _Index, head: int) -> TimeExpression | None:
    """The time of the clause below that tells when a clause happened: with "when", or of the same doer's same doing.

    "They cleared it after checks on Monday, closing the road": what has no subject of its own is of one time with
    what governs it.
    """
    tree, tokens = index.tree, index.tokens
    for below in tree.children[head]:
        if tree.relation(below) != "advcl":
            continue
        is_when = any(tokens[c].lemma.lower() == "when" for c in tree.children[below])
        is_shared = tokens[below].features == "VBG" and tree.child(below, "nsubj") is None
        found = _time_among(index, below) if is_when or is_shared else None
        if found is not None:
            return found
    return None


def _time_behind(index: _Index, span: Span) -> TimeExpression | None:
    """The time right behind a clause ("had to pay | until May 2031 - though"), wherever the tree hangs it."""
    words = index.reading.report.text
    return next(
        (
            t
            for t in index.reading.times
            if span.end < t.start <= span.end + 12
            and t.type in ("DATE", "TIME")
            and t.value[:1].isdigit()
            and words[span.end : t.start].strip() in TIMING
        ),
        None,
    )


def _n_dates(index: _Index, span: Span) -> int:
    return sum(span.contains(t.span) and t.type in ("DATE", "TIME") for t in index.reading.times)


def _pick_time(
    index: _Index, span: Span, near: int, starts: frozenset[int] | None = None
) -> TimeExpression | None:
    """The time inside a span that is nearest to a place in it; with ``starts``, only of those words."""
    inside = [
        t
        for t in index.reading.times
        if (span.start <= t.start and t.end <= span.end if starts is None else span.overlaps(t.span))
        and t.type in ("DATE", "TIME")
        and t.value[:1].isdigit()
        and (starts is None or any(t.start <= start < t.end for start in starts))
    ]
    return min(inside, key=lambda t: (abs(t.start - near), t.start)) if inside else None
