"""Opinions: which claims say what somebody feels or holds of a matter, and nothing that could be checked.

Four signs, each of them plain by itself; whatever carries none is told as any claim. Marking a fact as an opinion
tells a reader not to check it, so that a doubtful case is not marked:

1. **hoped**    somebody hopes or wishes it, with all that hangs from the hope; "I think", "we feel" it
2. **felt**     "we are proud of it"; what one is sad about is a fact all the same
3. **judged**   it is shameful, a disgrace; somebody praises or condemns it, or calls it what stands in quotation marks
4. **owed**     people should do, or be spared, something

But for hopes, what holds a number can be checked, and is not marked; nor is what is judged or owed at a time.

Public: :class:`Opinions`. Syntax follows Universal Dependencies v2.
"""

from __future__ import annotations

from collections.abc import Callable

from firsthand.claims.comparing.counting import individual
from firsthand.claims.frames import CONDITIONS, Frame, Tree
from firsthand.model import Reading, Span
from firsthand.model.names import TITLES

#: Verbs that wish for what they govern, whoever wishes.
WISHING = frozenset({"hope", "wish"})
#: Verbs by which "I" and "we" hold what they govern, and adjectives and verbs by which they tell a mood.
FIRST_PERSON = frozenset({"i", "we"})
HOLDING = frozenset("think feel suppose guess sure certain convinced".split())
MOODS = frozenset(
    "proud sorry sad glad happy unhappy angry furious grateful thankful heartbroken devastated shocked saddened"
    " appalled disgusted outraged confident hopeful optimistic ashamed delighted pleased thrilled excited"
    " disappointed honoured honored humbled worried afraid love hate admire adore dislike appreciate".split()
)
#: Adjectives and nouns that say what to think of a thing and not how it is.
JUDGING = frozenset(
    "wonderful awful horrible horrific appalling dreadful terrible disgusting disgraceful shameful outrageous"
    " unacceptable intolerable inexcusable unforgivable ridiculous absurd ludicrous stupid foolish idiotic insane"
    " brilliant amazing incredible fantastic magnificent marvellous marvelous superb splendid excellent beautiful"
    " gorgeous lovely ugly charming heroic brave courageous cowardly heartbreaking tragic unfair unjust immoral"
    " unethical evil wicked cruel selfish admirable impressive disappointing encouraging inspiring embarrassing"
    " humiliating pathetic laughable deplorable reprehensible regrettable unfortunate despicable abhorrent"
    " unthinkable unimaginable shame disgrace outrage farce nonsense pity travesty mockery tragedy nightmare hero"
    " heroine coward miracle insult madness lunacy betrayal".split()
)
#: Verbs by which one judges a person or a deed.
PRAISING = frozenset(
    "praise condemn hail denounce criticize criticise deplore applaud laud decry lambast commend deride ridicule"
    " regret lament deserve".split()
)
#: What one has for the bereaved: "our thoughts are with them", "my heart breaks".
SYMPATHY = frozenset("thought prayer heart condolence sympathy".split())
#: What has no will of its own: "it should arrive" expects, "nobody should die" demands.
THINGS = frozenset("it this that these those there which what".split())
QUOTES = "\"“'‘"
HIGHEST = 6  #: steps up a tree to the verb that holds a clause


class Opinions:
    """The opinions of one reading.

    Cost: linear in the tokens to build; a frame costs a few steps up its tree.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.report.plain
        self._tokens = reading.tokens
        self._tree = Tree(reading.tokens)
        self._people = {
            mention.start
            for entity in reading.entities
            if entity.type == "person"
            for mention in entity.mentions
        }

    def holds(self, frame: Frame) -> bool:
        """Whether what a frame says is an opinion."""
        head = self._clause(frame.head)
        if self._is_under(head, self._wishes):
            return True
        is_counted = any(self._tokens[i].tag == "NUM" for i in frame.words_at)
        if frame.kind != "clause" or frame.is_nominal or is_counted:
            return False
        if self._has_mood(head) or self._is_praise(head):
            return True
        is_plain = self._is_under(head, self._holds) or self._is_judged(head) or self._is_owed(head)
        return is_plain and not frame.is_time_own

    def _clause(self, index: int) -> int:
        steps = 0
        while not self._tree.is_clause(index) and self._tokens[index].head >= 0 and steps < 200:
            index = self._tokens[index].head
            steps += 1
        return index

    def _is_under(self, head: int, test: Callable[[int], bool]) -> bool:
        """Whether a predicate, or one that governs it as what it holds, passes the test."""
        if test(head):
            return True
        for _ in range(HIGHEST):
            above, relation = self._tokens[head].head, self._tree.relation(head)
            is_held = relation == "ccomp"
            goes_on = relation == "conj" and self._tree.child(head, "nsubj") is None
            if above < 0 or not (is_held or goes_on):
                return False
            if is_held and test(above):
                return True
            head = above
        return False

    def _wishes(self, head: int) -> bool:
        return self._tokens[head].tag == "VERB" and self._tokens[head].lemma.lower() in WISHING

    def _holds(self, head: int) -> bool:
        return self._is_first_person(head) and self._tokens[head].lemma.lower() in HOLDING

    def _has_mood(self, head: int) -> bool:
        if self._is_first_person(head):
            lemma, thing = self._tokens[head].lemma.lower(), self._tree.child(head, "obj")
            return lemma in MOODS or (thing is not None and (lemma, self._word(thing)) == ("take", "pride"))
        subject = self._tree.child(head, "nsubj")
        if subject is None or self._tokens[subject].lemma.lower() not in SYMPATHY:
            return False
        return any(self._word(c) in ("our", "my") for c in self._tree.children[subject])

    def _is_first_person(self, head: int) -> bool:
        subject = self._tree.child(head, "nsubj")
        return subject is not None and self._word(subject) in FIRST_PERSON

    def _is_judged(self, head: int) -> bool:
        if self._tree.child(head, "cop") is None or self._tokens[head].tag not in ("ADJ", "NOUN"):
            return False
        said = (head, *(c for c in self._tree.children[head] if self._tree.relation(c) == "amod"))
        return any(self._tokens[i].lemma.lower() in JUDGING for i in said)

    def _is_praise(self, head: int) -> bool:
        token, tree = self._tokens[head], self._tree
        lemma = token.lemma.lower()
        objects = [c for c in tree.children[head] if tree.relation(c) in ("obj", "xcomp")]
        if token.tag != "VERB" or not objects:
            return False
        if lemma in PRAISING:
            return not any(self._is_sentence(c) for c in tree.children[head])
        # "called the plan a "trick"": what it is called in quotation marks is a second object.
        return lemma == "call" and len(objects) > 1 and self._is_quoted(objects[-1])

    def _is_sentence(self, index: int) -> bool:
        """Whether words are what somebody is condemned to."""
        case = self._tree.child(index, "case")
        return self._tree.relation(index) == "obl" and case is not None and self._word(case) == "to"

    def _is_quoted(self, head: int) -> bool:
        first = self._tree.subtree(head)[0]
        return any(self._word(i)[:1] in QUOTES for i in range(max(0, first - 1), head + 1))

    def _is_owed(self, head: int) -> bool:
        """Whether the clause says what people should do or suffer: no condition, no mere expectation."""
        tree = self._tree
        auxiliaries = {self._word(c) for c in tree.children[head] if tree.relation(c) == "aux"}
        subject = tree.child(head, "nsubj")
        if subject is None or not auxiliaries & {"should", "ought"}:
            return False
        first = tree.subtree(head)[0]
        marks = {self._tokens[c].lemma.lower() for c in tree.children[head] if tree.relation(c) == "mark"}
        return not marks & CONDITIONS and self._word(first) != "should" and self._has_will(subject)

    def _has_will(self, index: int) -> bool:
        token = self._tokens[index]
        if token.tag == "PRON":
            return self._word(index) not in THINGS
        return token.start in self._people or (
            individual(token, self._text) is not None or token.lemma.lower() in TITLES
        )

    def _word(self, index: int) -> str:
        token = self._tokens[index]
        return Span(token.start, token.end).of(self._text).lower()
