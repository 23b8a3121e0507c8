"""What stands where in one reading: its trees, names and places, and the clauses that assert something."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from firsthand.claims.frames.words import (
    ASKING,
    CLAUSAL,
    DENIALS,
    DOUBTS,
    NEGATIONS,
    REPORTS,
    SUBJECTS,
    TELLING,
    UNSURE,
    base_of,
)
from firsthand.model import Attribution, Reading, Span, Token

#: Words in double quotation marks, within a line.
#: A quotation within its line; one that a straight mark opens may be closed by a curled one.
QUOTED = re.compile(r"“[^”\n]*(?:”|$|(?=\n))|\"(?:[^\"“”\n]|“[^”\n]*”)*(?:[\"”]|$|(?=\n))")


class Tree:
    """The dependency trees of one reading, with children and subtrees by token index.

    Cost: linear in the tokens to build; a subtree costs its size.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._relations = [token.relation.partition(":")[0] for token in tokens]
        self._clausal: list[bool | None] = [None for _ in tokens]
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
        known = self._clausal[index]
        if known is None:
            known = self._clausal[index] = self._is_clause(index)
        return known

    def _is_clause(self, index: int) -> bool:
        token = self.tokens[index]
        relation = self.relation(index)
        verbal = token.tag in ("VERB", "AUX")
        has_subject = any(self.relation(child) in SUBJECTS for child in self.children[index])
        has_copula = any(self.relation(child) == "cop" for child in self.children[index])
        if relation not in CLAUSAL:
            # "The mayor, who was at the bridge": a preposition hides that the noun is what is said.
            return has_subject and has_copula and token.tag not in ("AUX", "ADP")
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
            below = self.children[index]
            stack += [child for child in below if child not in clauses] if clauses else below
        found.sort()
        return found

    def subtree(self, head: int) -> list[int]:
        """All tokens below and including ``head``, in order."""
        return self.own(head, frozenset())


class Index:
    """What stands where in one reading, by token."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.text = reading.report.plain
        self.tree = Tree(reading.tokens)
        self._starts = [token.start for token in self.tokens]
        self._ends = [token.end for token in self.tokens]
        self.names = names_of_tokens(reading)
        self.dates = [t for t in reading.times if t.type in ("DATE", "TIME")]
        self.places = self._mentioned("place")
        self.people = self._mentioned("person")
        self.clauses = frozenset(i for i in range(len(self.tokens)) if self.tree.is_clause(i))
        self.calls = _calls(self)
        self.clauses -= _unasserted(self)
        self.acts = frozenset(n for n, a in enumerate(reading.attributions) if _is_act(self, a))
        self._quoted = [m.span() for m in QUOTED.finditer(self.text)]
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
        number = bisect_right(self._quoted, (at, len(self.text)))
        return number > 0 and at < self._quoted[number - 1][1]

    def is_quoted_from(self, token: int) -> bool:
        """Whether a quotation mark stands right before a word."""
        return token > 0 and self.text_of(token - 1) in ("“", '"', "‘", "'")

    def text_of(self, token: int) -> str:
        """The word as it stands, in lower case."""
        return self.tokens[token].span.of(self.text).lower()

    def inside(self, span: Span) -> list[int]:
        return list(range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)))


def _calls(index: Index) -> frozenset[int]:
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


def _unasserted(index: Index) -> frozenset[int]:
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
            base_of(tokens[above].lemma.lower(), DENIALS | DOUBTS) in DENIALS | DOUBTS
            or is_negated(index, above)
        )
        goes_on = relation == "conj" and above in found and tree.child(i, "nsubj") is not None
        if asks or denies or goes_on or (relation == "acl" and _is_held_unsure(index, i, above)):
            found.add(i)
    return frozenset(found)


def _opens(index: Index, clause: int, above: int) -> str:
    """The lemma of a clause's first own word that is no mark or preposition.

    Empty where it asks nothing: behind a comma, or before the verb that governs the clause ("the driver, who
    police believe fled").
    """
    own = index.tree.own(clause, index.clauses - {clause})
    first = next((i for i in own if index.tokens[i].tag not in ("PUNCT", "ADP")), clause)
    is_relative = first < above < clause or (first > 0 and index.text_of(first - 1) == ",")
    return "" if is_relative else index.tokens[first].lemma.lower()


def _is_held_unsure(index: Index, clause: int, noun: int) -> bool:
    """Whether a clause is what a noun says that may not be so, or that there is none: "no sign that"."""
    tree, tokens = index.tree, index.tokens
    if not _is_content(index, clause, noun):
        return False
    if tokens[noun].lemma.lower() in UNSURE:
        return True
    if any(tokens[c].lemma.lower() == "no" for c in tree.children[noun]):
        return True
    governor = tokens[noun].head
    return (
        governor >= 0
        and tree.relation(noun) in ("obj", "nsubj")
        and (is_negated(index, governor) or base_of(tokens[governor].lemma.lower(), DENIALS) in DENIALS)
    )


def _is_content(index: Index, clause: int, noun: int) -> bool:
    """Whether a clause is what a noun says, and not which of its kind is meant: "claims that it sank", "claims it sank";
    "claims that it made" has its object before it.
    """
    tree, tokens = index.tree, index.tokens
    if tree.child(clause, "mark") is not None:
        return True
    return (
        tokens[noun].lemma.lower() in REPORTS
        and tree.child(clause, "nsubj") is not None
        and min(tree.subtree(clause)) == noun + 1
        and tokens[noun + 1].features not in ("WDT", "WP")
        and any(tree.child(clause, part) is not None for part in ("obj", "cop", "xcomp", "obl"))
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


def is_negated(index: Index, head: int) -> bool:
    tokens, tree = index.tokens, index.tree
    if any(index.text_of(i) in ("until", "till") for c in tree.children[head] for i in tree.children[c]):
        return False  # what is not so until a time is so from then on
    for child in tree.children[head]:
        if tree.relation(child) == "advmod" and not 0 < head - child <= 4:
            continue  # it negates something else of the clause
        lemma = tokens[child].lemma.lower()
        surface = index.text[tokens[child].start : tokens[child].end].lower()
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


def _is_act(index: Index, attribution: Attribution) -> bool:
    """Whether what is marked as a cue is a deed that the report tells, no saying: "filed a lawsuit against"."""
    if attribution.form != "indirect" or not attribution.cue:
        return False
    lemmas = {
        index.tokens[i].lemma.lower()
        for part in attribution.cue
        for i in index.inside(part)
        if index.tokens[i].tag == "VERB"
    }
    return bool(lemmas) and lemmas.isdisjoint(TELLING) and not content_has_clause(index, attribution)


def content_has_clause(index: Index, attribution: Attribution) -> bool:
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
