"""Statements: of all wordings of one point the one that stands alone best, cut so that it says no more.

A statement is one stretch of one report. It is cut in two steps, and neither may leave out words on which
the rest depends:

1. **climb**  from the claim's clause up to one that can stand by itself: with a subject that is named and
   nothing above it that denies, doubts, asks or makes it hang on a condition. "It had shut the bridge" becomes
   "Oro confirmed it had shut the bridge"; "if the dam holds" takes its main clause along.
2. **cut**    of a long clause leave out what only adds to it at its end: a relative clause after a comma,
   another main clause. Words that qualify (:data:`QUALIFYING`) are never cut away.

Whatever the syntax says, a sentence that holds a guard (:data:`GUARDS`) outside the cut is not cut at all.

Among the wordings of a point the one is taken whose subject is a name or a full noun, that is a whole
clause of middle length, and whose pronouns the reader can follow. A pronoun that is left and that the
reading has resolved gets its antecedent, in the report's own words, beside the statement.

Public: :func:`Stater`, :data:`QUALIFYING`. Syntax follows Universal Dependencies v2.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from firsthand.claims.frames import NEGATIONS, Frame, Tree
from firsthand.model import Antecedent, Attribution, Claim, Reading, Span, cover

#: Verbs that assert what follows and add nothing to it, so that it can be told without them: who said it
#: is told beside every statement. Any other verb (deny, claim, hope, fear, doubt) stays.
ASSERTING = frozenset("say tell report announce state add write note confirm explain".split())
#: Words on which what they stand with depends: a statement that loses one says more than its report.
QUALIFYING = frozenset(
    # conditions, exceptions, contrasts
    "if unless whether provided providing until till except although though but however despite while lest once"
    # doubt and distance
    " may might could would should can possibly perhaps maybe probably likely unlikely allegedly reportedly apparently"
    " purportedly supposedly seemingly presumably potentially alleged suspected possible unclear unknown unconfirmed"
    " seem appear believe think suspect expect estimate claim allege accuse hope fear doubt rumor rumour suggest"
    # denial and bounds
    " not n't n’t no never neither nor without none hardly barely deny dispute reject refute fail refuse"
    " only almost nearly about around roughly approximately least most fewer less over under".split()
)
#: Marks of clauses that make the clause above them hang on something or place it in no real time.
CONDITIONS = frozenset("if whether unless until till lest before provided suppose though although".split())
#: Words that may bear on all of their sentence: none of it is left out then.
GUARDS = frozenset(
    "if unless whether lest provided except deny dispute refute doubt unclear hope fear claim allege accuse"
    " allegedly reportedly purportedly supposedly unconfirmed rumor rumour".split()
)
#: Auxiliaries that open a sentence, where it asks nothing, to put a condition.
INVERTED = frozenset({"had", "were", "should"})
ASKING = frozenset("who whom whose what which when where why how".split())
PRONOUNS = frozenset(
    "he she it they we i you him her them us me his its their our my your hers theirs ours mine"
    " this that these those former latter another both such".split()
)
#: Words that link a sentence to the one before.
LINKS = frozenset({"and", "but", "yet"})
PERSONAL = frozenset("he she him her his hers".split())
IMPERSONAL = frozenset({"it", "its"})
SUBJECTS = ("nsubj", "csubj", "expl")
#: Relations of what may be left out at the end of a clause.
LOOSE = frozenset({"acl", "conj", "parataxis", "advcl", "appos", "list", "dislocated"})
#: And of what says where, when and how, behind a mark.
PLACED = frozenset({"obl", "advmod", "nmod"})
#: A picture's caption: what it shows, who stands where, whose it is.
CAPTION = re.compile(
    r"^(?:FILE\b|In this\b[^.]{0,60}(?:photo|picture|image))|\b(?:photo|picture|image|handout)s?\b[^.]{0,80}\b(?:shows?|taken|released|provided)\b"
    r"|\b(?:is|are) (?:seen|pictured|shown)\b|\((?:[LRC](?:-[LRC])?|left|right|cent(?:er|re))\)|\bvia (?:REUTERS|Reuters|AP|AFP|EPA)\b"
)
#: Who speaks, before words of a broadcast's transcript: "ORO: The dam held".
TURN = re.compile(r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}(?:, [A-Z]+)?:\s+(?=\S)")
#: A quotation in single marks that opens, and one that closes.
OPENS_SINGLE = re.compile(r"(?:^|(?<=\s))['‘](?=\w)")
CLOSES_SINGLE = re.compile(r"(?<=[\w.,!?…])['’](?=$|[\s,.;:!?)])")
PAIRS = {"“": "”", "(": ")", "[": "]"}
EDGES = " \t\n,;:–—-.…"

#: Words of a statement that is easy to take in, and from which one is long enough to be cut.
EASY = (8, 28)
LONG = 36
#: Words of the shortest statement that is cut so that more reports say it; words that open a clause which may be
#: left out with no mark before it, and words that bind a clause's end to it.
FEWEST = 5
FREE = frozenset("when after as while since because where".split())
BINDING = frozenset("too so enough such either both between not only".split())
#: What speaks against words that none of the point's other reports says, and how many wordings are asked.
ALONE = 5.0
ASKED = 12
#: Words at the end of a sentence that are too few to be left out.
STUMP = 2
#: What speaks against a statement of which the claim is next to nothing.
ASIDE = 2.0
#: What speaks against a headline, and against a picture's caption, where a sentence tells the same.
HEADLINE, PICTURED = 2.5, 4.0
#: What speaks against a question: it tells nothing.
QUESTION = 9.0
#: What speaks against stating a point by its denial where somebody asserts it.
DENIAL = 6.0


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to state a point: where, and what its pronouns stand for."""

    claim: Claim
    span: Span
    antecedents: tuple[Antecedent, ...]
    burden: float  #: what speaks against it; 0 is a plain clause with a named subject


class Stater:
    """Finds statements in the readings of one story.

    Cost: linear in the tokens to build; a wording costs the size of its sentence.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._sheets = [_Sheet(reading) for reading in readings]

    def best(
        self,
        members: Sequence[tuple[Frame, Claim]],
        closeness: Mapping[str, float],
        lack: Callable[[Wording], float] | None = None,
    ) -> Wording:
        """The clearest wording of a point that says no more than its reports share.

        Args:
            members: The claims that may state it, with their frames; at least one.
            closeness: For each claim, how surely it is of one matter with the others (0 to 1): a wording
                that the point was made of speaks for it better than one at its edge.
            lack: Which share of the point's other reports do not say all that a wording says, from 0 to 1; asked
                of the clearest only.
        """
        asserts = any(c.polarity == "affirmed" for _, c in members)

        def burden(wording: Wording) -> tuple[float, str, int, int]:
            claim = wording.claim
            off = 1.5 * (1 - closeness.get(claim.id, 0.0)) if len(members) > 1 else 0.0
            off += DENIAL if asserts and claim.polarity == "denied" else 0.0
            return (round(wording.burden + off, 6), claim.report, claim.span.start, wording.span.end)

        if lack is None:
            return min((next(self.wordings(frame, claim)) for frame, claim in members), key=burden)
        ranked = sorted((w for frame, claim in members for w in self.wordings(frame, claim)), key=burden)
        best, least = ranked[0], float("inf")
        for wording in ranked[:ASKED]:
            clear = burden(wording)[0]
            if clear >= least:
                break  # whatever its reports share, it is no better, nor is any behind it
            if (weight := clear + ALONE * lack(wording)) < least:
                best, least = wording, weight
        return best

    def wordings(self, frame: Frame, claim: Claim) -> Iterator[Wording]:
        """How one claim would state its point: the clearest cut, then shorter ones; at least one."""
        return self._sheets[frame.report].wordings(frame, claim)

    def is_pictured(self, frame: Frame) -> bool:
        """Whether a frame's words stand under a picture, whose day may be the one on which it was handed out."""
        return self._sheets[frame.report].is_pictured(frame.span)


class _Sheet:
    """One reading, with its trees and who its pronouns stand for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.tokens = reading.tokens
        self.tree = Tree(reading.tokens)
        self.clauses = frozenset(i for i in range(len(self.tokens)) if self.tree.is_clause(i))
        self._starts = [token.start for token in self.tokens]
        self._sentence_ends = [sentence.end for sentence in reading.sentences]
        ends = [token.end for token in self.tokens]
        self._noisy = {
            i
            for noise in reading.noise
            for i in range(bisect_right(ends, noise.start), bisect_left(self._starts, noise.end))
        }
        self._said_in: dict[
            int, list[Attribution]
        ] = {}  #: the attributions that begin or go on in each sentence
        for said in reading.attributions:
            places = {
                self.tokens[i].sentence
                for span in (*said.source, *said.cue, *said.content)
                for i in range(*self._range(span))
            }
            for n in places:
                self._said_in.setdefault(n, []).append(said)
        self._named = self._antecedents()
        self._climbed = lru_cache(maxsize=None)(self._climb)

    def _antecedents(self) -> Mapping[int, Span]:
        """Start of a pronoun → the nearest mention before it that names whom it stands for.

        A wrong antecedent makes a report say what it does not, so only what is plain is taken: one person or
        body, named at most two sentences before, with nobody of its kind named in between.
        """
        at = {token.start: token for token in self.tokens}
        kinds = {"person": PERSONAL, "organization": IMPERSONAL}
        named = sorted(
            (mention, entity.id, entity.type)
            for entity in self.reading.entities
            if entity.type in kinds
            for mention in entity.mentions
            if self._is_name(mention)
        )
        found: dict[int, Span] = {}
        for entity in self.reading.entities:
            for mention in entity.mentions:
                token = at.get(mention.start)
                word = mention.of(self.text).lower()
                if token is None or token.end != mention.end or word not in kinds.get(entity.type, ()):
                    continue
                before = [(m, i) for m, i, kind in named if kind == entity.type and m.end <= mention.start]
                if before and before[-1][1] == entity.id and self._n_between(before[-1][0], mention) <= 2:
                    found[mention.start] = before[-1][0]
        return found

    def _is_name(self, mention: Span) -> bool:
        words = mention.of(self.text)
        return (
            words[:1].isupper()
            and words.lower() not in PRONOUNS
            and len(words.split()) <= 5
            and "\n" not in words
        )

    def _n_between(self, a: Span, b: Span) -> int:
        """How many sentences end between two places."""
        return sum(a.end <= s.end <= b.start for s in self.reading.sentences)

    def wordings(self, frame: Frame, claim: Claim) -> Iterator[Wording]:
        if frame.bearer:  # who somebody is stands alone, and the clause around it says more
            yield Wording(claim, claim.span, (), abs(EASY[0] - len(claim.text.split())) / EASY[0])
            return
        head, steps = self._climbed(self._clause_of(frame.head))
        inside = [i for i in self.tree.subtree(head) if not self._is_noise(i)]
        own = cover([claim.span, frame.clause])
        if not inside:
            yield Wording(claim, own, (), 99.0)
            return
        inside = self._cut(head, self._without_marks(inside, head), own)
        found: set[Span] = set()
        for n, kept in enumerate(itertools.chain([inside], self._shorter(head, inside, frame))):
            for start in dict.fromkeys((0, self._behind_speaker(kept, frame))):
                wording = self._worded(head, steps, kept[start:], own, claim, is_whole=n + start == 0)
                if wording.span not in found:
                    found.add(wording.span)
                    yield wording

    def _worded(
        self, head: int, steps: int, inside: list[int], own: Span, claim: Claim, is_whole: bool
    ) -> Wording:
        if self.tree.relation(inside[0]) == "mark" and self.tokens[inside[0]].tag != "PART":
            inside = self._sentence(head)  # a clause that hangs from one which the syntax does not show
        elif self._lacks_subject(inside):
            inside = [i for i in self._sentence(head) if i <= inside[-1]]
        span = cover([self.tokens[inside[0]].span, self.tokens[inside[-1]].span])
        span = cover([span, claim.span]) if is_whole else span
        span = self._balanced(self._unlinked(self._guarded(span)))
        inside = [i for i in range(*self._range(span)) if not self._is_noise(i)]
        antecedents, unknown = self._pronouns(inside)
        burden = self._burden(head, inside, span, steps, unknown, len(antecedents))
        burden += ASIDE * (1 - min(1.0, len(own) / len(span)))
        if unknown >= 1:
            span = self._with_before(span)
        return Wording(claim, span, antecedents, burden)

    def _guarded(self, span: Span) -> Span:
        """The whole sentence where what would be left out of it holds a guard, however the syntax hangs it.

        A condition that the parser hangs from "said", or one that no word marks ("had the alarm sounded").
        """
        at = bisect_right(self._sentence_ends, span.start)
        sentence = self.reading.sentences[at] if at < len(self._sentence_ends) else span
        sentence = sentence if sentence.overlaps(span) else span
        words = sentence.of(self.text).split(maxsplit=1)
        is_inverted = bool(words) and words[0].lower() in INVERTED and not _asks(sentence.of(self.text))
        within = self.tokens[slice(*self._range(sentence))]
        left = [token for token in within if token.start < span.start or token.end > span.end]
        if is_inverted or any(token.lemma.lower() in GUARDS for token in left):
            return cover([span, sentence])
        after = [token for token in left if token.start >= span.end and token.tag != "PUNCT"]
        # A word or two at the end are not left out: "the coast guard" without its "said" is a stump; nor is
        # what the same subject did not do: "hit the wall but did not sink".
        is_same = bool(after) and after[0].lemma.lower() in ("but", "yet")
        # Behind a condition it is part of that: "will pay if they agree but a court forbids it".
        is_bound = any(
            t.lemma.lower() in GUARDS for t in within if t.start >= span.start and t.end <= span.end
        )
        is_same = is_same and (is_bound or not any(token.relation.startswith(SUBJECTS) for token in after))
        return cover([span, *(token.span for token in after)]) if len(after) <= STUMP or is_same else span

    def _unlinked(self, span: Span) -> Span:
        """The statement without the "but" or "and" that only links it to the sentence before."""
        inside = list(itertools.islice(range(*self._range(span)), 2))
        if len(inside) < 2 or self.tokens[inside[0]].tag != "CCONJ":
            return span
        if self.tokens[inside[0]].lemma.lower() not in LINKS or self.tokens[inside[1]].tag == "PUNCT":
            return span
        return Span(self.tokens[inside[1]].start, span.end)

    def _with_before(self, span: Span) -> Span:
        """The statement with the sentence before it, where that may say whom its pronouns mean."""
        for before, here in itertools.pairwise(self.reading.sentences):
            if here.start == span.start and not self.text[before.end : here.start].strip():
                inside = range(*self._range(before))
                is_clear = not any(self._is_noise(i) for i in inside) and self._pronouns(inside)[1] < 1
                together = Span(before.start, span.end)
                if (
                    is_clear
                    and len(together.of(self.text).split()) <= LONG
                    and not _asks(before.of(self.text))
                ):
                    return together
        return span

    def _lacks_subject(self, inside: Sequence[int]) -> bool:
        """Whether words open inside their sentence with a verb or an "as well as", so that who does it is cut away."""
        first = self._clause_of(inside[0])
        opens = self.tree.child(first, *SUBJECTS) is None and any(
            self._is_finite(i) for i in (first, *self.tree.children[first]) if i in inside
        )
        adds = self.tree.relation(inside[0]) == "cc" or [
            self.tokens[i].lemma.lower() for i in inside[:2]
        ] == ["as", "well"]
        return self._sentence(first)[0] < inside[0] and (opens or adds)

    # Climbing

    def _climb(self, head: int) -> tuple[int, int]:
        """The lowest clause at or above ``head`` that stands by itself, and how many clauses that is up."""
        steps = 0
        while self.tokens[head].head >= 0 and not self._stands(head) and steps < 30:
            head = self._clause_of(self.tokens[head].head)
            steps += 1
        return head, steps

    def _stands(self, head: int) -> bool:
        """Whether the clause says by itself what it says where it stands."""
        above = self.tokens[head].head
        if above < 0:
            return True
        relation = self.tree.relation(head)
        subject = self.tree.child(head, *SUBJECTS)
        if subject is None or relation not in ("ccomp", "conj", "parataxis"):
            return False
        if self._lemmas_of_children(head, "mark", "advmod", "obj", "obl", "nsubj") & (CONDITIONS | ASKING):
            return False
        if self.tokens[self._first(head)].lemma.lower() in ASKING:
            return False
        if self.tokens[subject].tag in ("PRON", "DET") and self.tokens[subject].lemma.lower() != "there":
            return False  # what is above may say who
        if relation == "ccomp" and not self._asserts(above):
            return False
        if relation == "parataxis" and self.tokens[head].lemma.lower() in ASSERTING:
            return False  # "the mayor said" put in
        return self._is_plain(above)

    def _first(self, head: int) -> int:
        """The first word of the clause."""
        below = self.tree.subtree(head)
        return next((i for i in below if self.tokens[i].tag not in ("PUNCT", "CCONJ", "ADP")), head)

    def _is_plain(self, index: int) -> bool:
        """Whether nothing at or above the token denies, doubts, asks, or puts a condition."""
        steps = 0
        while index >= 0 and steps < 60:
            relation = self.tree.relation(index)
            if self._lemmas_of_children(index, "mark", "advmod") & (CONDITIONS | ASKING):
                return False
            if relation == "ccomp" and not self._asserts(self.tokens[index].head):
                return False
            if relation in ("advcl", "acl", "xcomp", "csubj") and self.tree.is_predicate(index):
                return False
            index = self.tokens[index].head
            steps += 1
        return True

    def _asserts(self, index: int) -> bool:
        """Whether the token is a verb that plainly asserts what it governs."""
        token = self.tokens[index]
        lemma = token.lemma.lower()
        if token.tag != "VERB" or (lemma.removesuffix("d") not in ASSERTING and lemma not in ASSERTING):
            return False
        words = self._lemmas_of_children(index, "aux", "advmod", "mark", "cc")
        surfaces = {
            self.tokens[c].span.of(self.text).lower()
            for c in self.tree.children[index]
            if self.tree.relation(c) in ("aux", "advmod", "mark")
        }
        if (words | surfaces) & (NEGATIONS | QUALIFYING):
            return False
        subject = self.tree.child(index, "nsubj")
        if subject is not None:
            below = {self.tokens[c].lemma.lower() for c in self.tree.children[subject]}
            return not (
                {self.tokens[subject].lemma.lower(), *below} & {"no", "nobody", "none", "neither", "nothing"}
            )
        return True

    def _lemmas_of_children(self, head: int, *relations: str) -> set[str]:
        return {
            self.tokens[c].lemma.lower()
            for c in self.tree.children[head]
            if self.tree.relation(c) in relations
        }

    def _clause_of(self, index: int) -> int:
        steps = 0
        while index not in self.clauses and self.tokens[index].head >= 0 and steps < 200:
            index = self.tokens[index].head
            steps += 1
        return index

    # Cutting

    def _without_marks(self, inside: list[int], head: int) -> list[int]:
        """Without punctuation, conjunctions and "that" at the edges."""
        start, end = 0, len(inside)
        while start < end - 1 and inside[start] != head:
            token = self.tokens[inside[start]]
            is_that = self.tree.relation(inside[start]) == "mark" and token.span.of(self.text) == "that"
            if token.tag not in ("PUNCT", "CCONJ") and not is_that:
                break
            start += 1
        while end > start + 1 and inside[end - 1] != head and self.tokens[inside[end - 1]].tag == "PUNCT":
            end -= 1
        return inside[start:end]

    def _cut(self, head: int, inside: list[int], own: Span) -> list[int]:
        """A long clause without what only adds to it at its end."""
        if self._n_words(inside) <= LONG:
            return inside
        best = inside
        needed = max(
            (p for p, i in enumerate(inside) if self.tokens[i].start < own.end or i == head), default=0
        )
        for position in range(len(inside) - 2, max(needed, 4), -1):
            token = self.tokens[inside[position]]
            if token.tag != "PUNCT" or token.span.of(self.text) not in (",", ";", "–", "—", ":"):
                continue
            kept, left = inside[:position], inside[position + 1 :]
            if self._n_words(kept) < EASY[0] or not self._only_adds(kept, left):
                continue
            best = kept
            if self._n_words(kept) <= EASY[1]:
                break
        return best

    def _shorter(self, head: int, inside: list[int], frame: Frame) -> Iterator[list[int]]:
        """A clause without one after another of what hangs loosely at its end, the least left out first.

        What the frame is about stays: who does what to whom, or its number, time or place.
        """
        own = (frame.head, *frame.predicate_at, *frame.core_at) if frame.kind == "clause" else ()
        end = self.tokens[frame.head].end if frame.kind == "clause" else frame.span.end
        needed = max(
            (p for p, i in enumerate(inside) if i == head or i in own or self.tokens[i].start < end),
            default=0,
        )
        for position in range(len(inside) - 1, needed, -1):
            kept, left = inside[:position], inside[position:]
            while kept and self.tokens[kept[-1]].tag in ("PUNCT", "CCONJ"):
                kept = kept[:-1]
            if self._n_words(kept) < FEWEST or len(kept) <= needed:
                break
            is_marked = len(kept) < position and self.tokens[inside[len(kept)]].tag == "PUNCT"
            if (
                (is_marked or self._hangs_free(kept, left))
                and self._only_adds(kept, left, LOOSE | PLACED if is_marked else LOOSE)
                and not self._parts_a_list(kept, left)
                and not self._parts_a_speaker(kept, left)
            ):
                yield kept

    def _hangs_free(self, kept: Sequence[int], left: Sequence[int]) -> bool:
        """Whether what no mark parts from the words before it is a clause that these say the same without.

        Not "too deep to enter", not "did not resign because he was ill", and no relative clause: "a law on ships that
        carry oil" is not one on ships.
        """
        before, rest = set(kept), set(left)
        last = self.tokens[kept[-1]].span  # "three days" of "three days after the storm" is no time by itself
        tops = [
            i for i in left if self.tokens[i].head in before and self.tokens[i].tag not in ("PUNCT", "CCONJ")
        ]
        return (
            all(i in self.clauses and self.tree.relation(i) in ("advcl", "conj", "parataxis") for i in tops)
            and all(self.tokens[i].head in before | rest for i in left)
            and all(
                self._lemmas_of_children(i, "mark", "advmod") & FREE or self._has_subject(i) for i in tops
            )
            and self.tokens[kept[-1]].tag not in ("ADV", "ADP", "SCONJ", "AUX", "DET")
            and not any(t.type == "DURATION" and t.span.overlaps(last) for t in self.reading.times)
            and not any(self.tokens[i].lemma.lower() in NEGATIONS | BINDING for i in kept)
        )

    def _has_subject(self, head: int) -> bool:
        return self.tree.relation(head) != "advcl" and self.tree.child(head, *SUBJECTS) is not None

    def _parts_a_list(self, kept: Sequence[int], left: Sequence[int]) -> bool:
        """Whether things told in a row would be parted: "the brothers Abe and Ben Oro" are not Abe."""
        before = set(kept)
        return any(
            self.tree.relation(i) == "conj" and i not in self.clauses and self.tokens[i].head in before
            for i in left
        )

    def _parts_a_speaker(self, kept: Sequence[int], left: Sequence[int]) -> bool:
        """Whether who speaks would be parted from the verb by which he does, or that verb from all that he says."""
        a, b = (Span(self.tokens[side[0]].start, self.tokens[side[-1]].end) for side in (kept, left))

        def met(spans: Sequence[Span], side: Span) -> bool:
            return any(s.overlaps(side) for s in spans)

        return any(
            (met((*said.source, *said.cue), a) and met((*said.source, *said.cue), b))
            or (met(said.cue, a) and met(said.content, b) and not met(said.content, a))
            for said in self._said_in.get(self.tokens[kept[0]].sentence, ())
        )

    def _behind_speaker(self, inside: Sequence[int], frame: Frame) -> int:
        """Where a clause goes on after "according to the mayor," at its head; 0 where it does not open so."""
        comma = next((p for p, i in enumerate(inside) if self.tokens[i].tag == "PUNCT"), 0)
        first = self.tokens[inside[0]]
        if not comma or first.lemma.lower() not in ("accord", "according") or comma + FEWEST >= len(inside):
            return 0
        after = self.tokens[inside[comma + 1]].start
        is_said = any(
            any(s.start <= first.start < s.end for s in (*a.cue, *a.source))
            and all(s.end <= after for s in (*a.cue, *a.source))
            for a in self._said_in.get(first.sentence, ())
        )
        about = self.tokens[frame.head].start if frame.kind == "clause" else frame.span.start
        return comma + 1 if is_said and after <= about else 0

    def _only_adds(self, kept: list[int], left: list[int], loose: frozenset[str] = LOOSE) -> bool:
        """Whether what is left out hangs loosely from what is kept and qualifies nothing in it."""
        rest = set(left)
        before = set(kept)
        for i in left:
            token = self.tokens[i]
            if token.lemma.lower() in QUALIFYING or token.span.of(self.text).lower() in QUALIFYING:
                return False
            if token.head not in rest and self.tree.relation(i) not in loose and token.tag != "PUNCT":
                return False
        return not any(self.tokens[i].head in rest for i in kept) and bool(before)

    def _sentence(self, head: int) -> list[int]:
        sentence = self.reading.sentences[self.tokens[head].sentence]
        return [i for i in range(*self._range(sentence)) if not self._is_noise(i)]

    def _n_words(self, inside: Sequence[int]) -> int:
        return sum(self.tokens[i].tag != "PUNCT" for i in inside)

    # Edges

    def _balanced(self, span: Span) -> Span:
        """The span with quotation marks and brackets in pairs, where its sentence has both."""
        span = self._bare(span)
        if _is_balanced(span.of(self.text)):
            return span
        sentence = next((s for s in self.reading.sentences if s.overlaps(span)), span)
        whole = self._bare(cover([span, sentence]))
        return whole if _is_balanced(whole.of(self.text)) else span

    def _bare(self, span: Span) -> Span:
        """Without marks at its edges that belong to nothing inside."""
        text, start, end = self.text, span.start, span.end
        turn = TURN.match(text, start, end)
        start = turn.end() if turn else start
        while start < end and (text[start] in EDGES or text[start] in "”)]"):
            start += 1
        while end > start and (text[end - 1] in EDGES and not _ends_short_form(text[start:end])):
            end -= 1
        words = text[start:end]
        for opening, closing in PAIRS.items():
            if words.startswith(opening) and closing not in words:
                start += 1
            elif words.endswith(closing) and opening not in words:
                end -= 1
        return Span(start, end).trimmed(text) if start < end else span

    # Pronouns

    def _pronouns(self, inside: Sequence[int]) -> tuple[tuple[Antecedent, ...], float]:
        """Antecedents of pronouns that nothing before them in the statement explains; and how many lack one.

        A possessive weighs half: "his car" says less wrong than "he".
        """
        found: list[Antecedent] = []
        unknown = 0.0
        told = False  # whether somebody or something has been named
        for i in inside:
            token = self.tokens[i]
            if token.tag in ("NOUN", "PROPN") and self.tree.relation(i) not in ("obl:unmarked", "compound"):
                told = True
                continue
            if told or token.tag not in ("PRON", "DET", "ADJ") or self.tree.relation(i) == "expl":
                continue
            if token.span.of(self.text).lower() not in PRONOUNS or not self._stands_for_noun(i):
                continue
            antecedent = self._named.get(token.start)
            if antecedent is not None:
                found.append(Antecedent(token.span, antecedent))
            else:
                unknown += 0.5 if token.relation.startswith(("nmod", "det")) else 1.0
            told = told or not token.relation.startswith(("nmod", "det"))
        return tuple(found), unknown

    def _stands_for_noun(self, index: int) -> bool:
        """Not a determiner before its noun, nor the "it" of weather and of "it is clear that"."""
        token = self.tokens[index]
        if self.tree.relation(index) in ("det", "mark", "cc", "advmod", "amod", "expl"):
            return False
        above, word = token.head, token.lemma.lower()
        if word == "it" and above >= 0:
            return self.tree.child(above, "csubj", "ccomp") is None or self.tokens[above].tag == "VERB"
        return not (word == "that" and above >= 0 and self.tree.relation(above) == "acl")

    # Weighing

    def _burden(
        self, head: int, inside: Sequence[int], span: Span, steps: int, unknown: float, known: int
    ) -> float:
        words = self._n_words(inside)
        low, high = EASY
        burden = 0.4 * steps + 5.0 * unknown + 1.5 * known
        burden += max(0, low - words) * 0.5 + max(0, words - high) / 6
        subject = self.tree.child(head, *SUBJECTS)
        if self.tree.relation(inside[0]) == "cc":
            burden += 3.0  # "as well as two pilots"
        if subject is None:
            burden += 3.0
        elif self.tokens[subject].tag == "PROPN":
            burden -= 0.5
        if not any(self._is_finite(i) for i in inside):
            burden += 2.5  # a headline's infinitive, a caption
        if not _is_balanced(span.of(self.text)):
            burden += 2.0
        if self.text[span.end : span.end + 2].strip().startswith("?"):
            burden += QUESTION
        if "\n" in span.of(self.text):
            burden += 3.0
        burden += self._label(span)
        names = len({self.tokens[i].lemma for i in inside if self.tokens[i].tag == "PROPN"})
        return burden - 0.2 * min(4, names)

    def _line(self, span: Span) -> str:
        """The lines that a span stands in."""
        stop = self.text.find("\n", span.end)
        return self.text[
            self.text.rfind("\n", 0, span.start) + 1 : len(self.text) if stop < 0 else stop
        ].strip()

    def is_pictured(self, span: Span) -> bool:
        return CAPTION.search(self._line(span)) is not None

    def _label(self, span: Span) -> float:
        """What speaks against words that stand over a text or under a picture, and are no sentence of it."""
        if self.is_pictured(span):
            return PICTURED
        line = self._line(span)
        return HEADLINE if line[-1:] not in tuple(".!?…:;,”\"’')") else 0.0

    def _is_finite(self, index: int) -> bool:
        token = self.tokens[index]
        if token.tag not in ("VERB", "AUX"):
            return False
        return not token.features or token.features in ("VBD", "VBZ", "VBP", "MD")

    # Places

    def _range(self, span: Span) -> tuple[int, int]:
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)

    def _is_noise(self, index: int) -> bool:
        return index in self._noisy


def _asks(words: str) -> bool:
    return words.rstrip("”\"' ").endswith("?")


def _is_balanced(words: str) -> bool:
    return (
        words.count('"') % 2 == 0
        and all(words.count(a) == words.count(b) for a, b in PAIRS.items())
        and len(OPENS_SINGLE.findall(words)) <= len(CLOSES_SINGLE.findall(words))
    )


def _ends_short_form(words: str) -> bool:
    """Whether the last full stop belongs to a word: "the U.S."."""
    last = words.split()[-1] if words.split() else ""
    return last.endswith(".") and "." in last[:-1]
