"""Telling: who tells an assertion that no attribution holds, or that another attribution holds only from outside.

What the reader marks as somebody's words is one sign; grammar and print give others. A verb of stating
governs the clause ("the board pledged to hire", "who police said held two passports"); quotation marks
stand around it; the clause goes on in the tense of reported speech; one speaker stands before and after
it; a picture's caption names who released the picture. Each sign names a speaker whom the report names;
where none does, the report speaks for itself.

Public: :class:`Telling`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from firsthand.claims.frames import QUOTED, STATING, Frame, Tree
from firsthand.claims.sourcing.tellers import can_tell
from firsthand.model import Attribution, Reading, Span, Speaker
from firsthand.model.names import BODY_WORDS, TITLES, is_group, name_key, same_name
from firsthand.model.outlets import agency_of, is_media

#: Verbs by which somebody says who or what another is.
NAMING = frozenset({"identify", "describe", "name", "blame", "accuse", "praise", "condemn"})
#: Nouns for what somebody holds, with a clause of what it is: "the union's fear that".
HELD = frozenset(
    "claim allegation accusation assertion statement warning promise pledge threat concern fear worry hope"
    " belief view suggestion argument estimate prediction conclusion finding announcement denial report".split()
)
#: Verbs by which people act on each other with words.
TURNING = frozenset("accuse order ask demand direct urge beg threaten scold blame invite".split())
#: Nouns for what shows something and says nothing.
PICTURES = frozenset("image picture photo photograph video footage".split())
#: Verbs by whose passive somebody is said to speak.
PASSING = frozenset({"quote", "cite"})
#: Relations by which a clause is governed as what is said, planned or asked.
GOVERNED = frozenset({"ccomp", "xcomp", "conj", "parataxis", "obj"})
PICTURE = re.compile(
    r"\b(?:picture|photo(?:graph)?|image|video|footage|handout)s?\b[^.]{0,120}?"
    r"\b(?:released|provided|distributed|issued|posted|published)\b[^.]{0,40}?\b(?:by|from)\b",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"\s*\(?([A-Z][\w.&’' -]{1,40}?)\s*(\b[Vv](?:ia|IA)\b|/)\s*([A-Z][\w.& -]{1,30}?)\)?\s*(?=\n|$)"
)
#: Single marks, told from apostrophes: they open before a word and close behind a mark.
_SINGLE = re.compile(r"(?<![\w’'])['‘](?=\w)(?:[^\n'‘’]|(?<=\w)['’](?=\w)){15,}?[.,!?]['’](?!\w)")
#: A line that a single mark opens and that closes lines later, or never.
_LEFT_OPEN = re.compile(r"(?m)^['‘](?=\w)(?:[^\n'‘’]|(?<=\w)['’](?=\w)){15,}$")
#: What stands behind a post that is printed whole: "— Ana Oro (@oro) May 3, 2021".
SIGNATURE = re.compile(
    r"\s*(?:—|–|-{1,2}) ?(?P<name>[^\n()—–]{2,50}?) ?\(@(?P<handle>\w+)\)(?: [A-Z][a-z]+\.? \d{1,2}, \d{4})?"
)
#: What parts a sentence so that who is named at its end has not said its beginning.
AFRESH = re.compile(r"[;:—–“”\"]| (?:but|while|although|though) ")
AFTERWORD = 40  #: letters behind "…, Oro said" that are about the saying: "in a statement on Monday"
LONGEST_POST = 600  #: letters of a post with its links
LEAST_QUOTED = 4  #: words from which a quoted clause is somebody's speech and no borrowed term
HIGHEST = 6  #: steps up a tree to a verb of stating


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells a frame, and through whom.

    ``is_nearer``: nearer to it than the attributions that hold the frame.
    """

    speaker: Speaker
    via: tuple[str, ...] = ()
    is_nearer: bool = False


class Telling:
    """One reading, asked for the tellers of its frames.

    Cost: linear in the text to build; a frame costs its sentence and the attributions of the reading.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.plain
        self.tokens = reading.tokens
        self.tree = Tree(reading.tokens)
        self.named: dict[int, Speaker] = {}
        self.places: set[int] = set()
        starts = [token.start for token in self.tokens]
        self.opens: dict[int, int] = {}
        for i, token in enumerate(self.tokens):
            self.opens.setdefault(token.sentence, i)
        for entity in reading.entities:
            for mention in entity.mentions:
                inside = range(bisect_left(starts, mention.start), bisect_left(starts, mention.end))
                self.named.update((i, Speaker(entity.name, entity.id)) for i in inside if i not in self.named)
                if entity.type == "place":
                    self.places.update(inside)
        self.quoted = sorted(
            (Span(m.start(), m.end()) for p in (QUOTED, _SINGLE, _LEFT_OPEN) for m in p.finditer(self.text)),
            key=lambda s: s.start,
        )
        #: Tokens of a cue, which the reader has seen.
        self.cued: set[int] = set()
        ends = [token.end for token in self.tokens]
        for part in (part for attribution in reading.attributions for part in attribution.cue):
            self.cued.update(range(bisect_right(ends, part.start), bisect_left(starts, part.end)))
        #: The attributions by which nobody tells anything: spoken to, or a turn of the story.
        self.untold = frozenset(
            n
            for n, attribution in enumerate(reading.attributions)
            if self._is_undergone(attribution) or self._is_scene(attribution)
        )
        #: Those by which somebody is heard.
        self.heard = tuple(
            a
            for n, a in enumerate(reading.attributions)
            if a.cue and a.speaker and n not in self.untold and can_tell(a.speaker.name)
        )
        self.signed = self._signatures()
        self.said_at: dict[int, list[Attribution]] = {}
        firsts = [s.start for s in reading.sentences]
        for attribution in self.heard:
            number = max(0, bisect_right(firsts, attribution.cue[0].start) - 1)
            self.said_at.setdefault(number, []).append(attribution)

    def teller(self, frame: Frame) -> Teller | None:
        """Who tells a frame beside what its attributions say; None where nothing shows it."""
        stated = self._stated(frame)
        if stated is not None or frame.attributions:
            return stated or self._signed(frame)
        return (
            self._named_another(frame)
            or self._signed(frame)
            or self._trailing(frame)
            or self._introduced(frame)
            or self._spoken(frame)
            or self._goes_on(frame)
            or self._between(frame)
            or self._pictured(frame)
        )

    def _is_scene(self, attribution: Attribution) -> bool:
        """Whether somebody of the story turns on another in it, and told the reporter nothing: "a guard accused him"."""
        words = attribution.speaker.name.split() if attribution.speaker else []
        if not words or words[0] not in ("a", "an", "another") or any(not w.islower() for w in words):
            return False
        lemmas = {
            token.lemma.lower()
            for token in self.tokens
            if token.tag == "VERB" and any(part.contains(token.span) for part in attribution.cue)
        }
        return bool(lemmas) and lemmas <= TURNING

    def _is_undergone(self, attribution: Attribution) -> bool:
        """Whether what is marked as speaking is spoken to or judged: "the crew were told that", "found guilty"."""
        starts = [token.start for token in self.tokens]
        source, cue = (
            [
                i
                for part in parts
                for i in range(bisect_left(starts, part.start), bisect_left(starts, part.end))
            ]
            for parts in (attribution.source, attribution.cue)
        )
        verbs = [i for i in cue if self.tokens[i].tag == "VERB"]
        if not verbs and any(self.tokens[i].lemma.lower() in PICTURES for i in cue):
            return True  # "images of a flood"
        top = next((i for i in verbs if self.tokens[i].head not in verbs), None)
        if top is None or any(self.tokens[i].lemma.lower() in PASSING for i in verbs):
            return False  # "was quoted as saying"
        verb = self.tokens[top]
        behind = range(max(cue) + 1, min(max(cue) + 2, len(self.tokens)))
        if any(self.tokens[i].lemma.lower() == "guilty" for i in (*cue, *behind)):
            return True
        undergone = [c for c in self.tree.children[top] if self.tokens[c].relation == "nsubj:pass"]
        # "have signalled", whatever the parser takes the subject for.
        is_passive = any(self.tokens[c].relation == "aux:pass" for c in self.tree.children[top])
        if undergone and is_passive and (not source or not set(undergone).isdisjoint(source)):
            return True
        is_active = verb.span.of(self.text).lower().endswith("ing")
        return verb.relation == "acl" and verb.head in source and not is_active

    # -- by the tree -------------------------------------------------------------------------------

    def _stated(self, frame: Frame) -> Teller | None:
        """The subject of the nearest verb of stating that governs the frame, or is its own."""
        if not frame.predicate_at:
            return None
        outer = [self.reading.attributions[n] for n in frame.attributions]
        at = frame.predicate_at[0]
        for step in range(HIGHEST):
            token = self.tokens[at]
            if at in self.cued and (step or outer):
                return None  # the reader has seen the verb, and drawn what it governs
            if token.lemma.lower() in STATING and (
                outer == [] or any(part.contains(token.span) for part in outer[0].content)
            ):
                subject = self._subject(at)
                speaker = self._called(subject) if subject is not None else None
                if speaker is not None and (step or not outer):
                    return Teller(speaker, is_nearer=bool(outer))
            if token.lemma.lower() in HELD and token.tag == "NOUN" and step:
                owner = next(
                    (
                        c
                        for c in self.tree.children[at]
                        if self.tokens[c].relation in ("nmod:poss", "compound")
                    ),
                    None,
                )
                speaker = self._called(owner) if owner is not None else None
                return Teller(speaker, is_nearer=bool(outer)) if speaker is not None else None
            aside = next(
                (
                    c
                    for c in self.tree.children[at]
                    if self.tree.relation(c) == "parataxis" and self.tokens[c].lemma.lower() in STATING
                ),
                None,
            )
            if aside is not None and not outer and (subject := self._subject(aside)) is not None:
                speaker = self._called(subject)
                if speaker is not None:
                    return Teller(speaker)
            relation = self.tree.relation(at)
            # "the fear that it broke", whatever the parser takes the clause for.
            is_held = relation == "acl" and (
                token.relation != "acl:relcl" or self.tree.child(at, "mark") is not None
            )
            if token.head < 0 or (relation not in GOVERNED and not is_held):
                return None
            at = token.head
        return None

    def _subject(self, verb: int) -> int | None:
        """The subject of a verb, its own or that of the verb that it is coordinated with."""
        for _ in range(HIGHEST):
            subject = self.tree.child(verb, "nsubj")
            if subject is not None:
                return None if self.tokens[subject].relation == "nsubj:pass" else subject
            if self.tree.relation(verb) not in ("conj", "xcomp"):
                return None
            verb = self.tokens[verb].head
        return None

    def _called(self, head: int) -> Speaker | None:
        """A noun phrase as a speaker: who is named in it, else a body, an office or a group by its words."""
        if head in self.named:
            return self.named[head]
        token = self.tokens[head]
        if token.tag not in ("NOUN", "PROPN"):
            return None
        beside = next(
            (c for c in self.tree.children[head] if self.tree.relation(c) in ("appos", "flat")), None
        )
        if beside is not None and beside in self.named:
            return self.named[beside]
        low = token.lemma.lower()
        words = [
            i
            for i in self.tree.subtree(head)
            if head - 8 <= i <= head and self.tokens[i].sentence == token.sentence
        ]
        name = " ".join(Span(self.tokens[words[0]].start, token.end).of(self.text).split())
        if low not in BODY_WORDS | TITLES and not is_group(token.span.of(self.text)):
            return None
        first, _, rest = name.partition(" ")
        name = rest if first.lower() == "the" and rest else name
        if " " not in name and low in BODY_WORDS:
            # "the ministry": the one that spoke before.
            spoken = [
                a.speaker
                for a in self.reading.attributions
                if a.speaker and a.cue and a.cue[0].start < token.start
            ]
            last = next((s for s in reversed(spoken) if name_key(s.name)[-1:] == (name.lower(),)), None)
            return last or Speaker(name, None)
        return Speaker(name, None)

    def _named_another(self, frame: Frame) -> Teller | None:
        """The named subject of a verb by which one says who or what somebody is: "Oro identified the pilot"."""
        head = self.tokens[frame.head]
        if head.tag != "VERB" or head.lemma.lower() not in NAMING:
            return None
        subject = self.tree.child(frame.head, "nsubj")
        if subject is None or subject not in self.named or self.tokens[subject].relation == "nsubj:pass":
            return None
        return Teller(self.named[subject])

    # -- by print ----------------------------------------------------------------------------------

    def _spoken(self, frame: Frame) -> Teller | None:
        """Who speaks in the quotation that a frame stands in: named in the same paragraph, or before it."""
        if len(frame.span.of(self.text).split()) < LEAST_QUOTED:
            return None
        quote = next((q for q in self.quoted if q.contains(frame.span)), None)
        if quote is None:
            return None
        start = self.text.rfind("\n", 0, quote.start) + 1
        stop = self.text.find("\n", quote.end)
        stop = len(self.text) if stop < 0 else stop
        said = [
            a
            for a in self.heard
            if a.speaker and start <= a.cue[0].start < stop and not is_media(a.speaker.name)
        ]
        said = [a for a in said if not any(q.contains(a.cue[0]) for q in self.quoted)]
        before = [a for a in said if a.cue[0].start < quote.start]
        near = before[-1] if before else said[0] if said else None
        if near is None and not self.text[start : quote.start].strip():
            near = self._spoke_before(start)
        if near is None and self.text[start : quote.start].rstrip()[-1:] == ":":
            return self._announced(quote)
        return Teller(near.speaker) if near is not None and near.speaker is not None else None

    def _announced(self, quote: Span) -> Teller | None:
        """Who is named as the subject of the clause that a colon ends before a quotation: "Oro responded: …"."""
        at = bisect_left(self.tokens, quote.start, key=lambda token: token.start)
        sentence = self.tokens[at - 1].sentence if at else -1
        heads = (
            self._subject(i)
            for i in range(at - 1, -1, -1)
            if self.tokens[i].sentence == sentence and self.tokens[i].tag == "VERB"
        )
        speaker = next((self.named[head] for head in heads if head is not None and head in self.named), None)
        return Teller(speaker) if speaker is not None and not is_media(speaker.name) else None

    def _spoke_before(self, start: int) -> Attribution | None:
        """Who spoke last in the paragraph before the one that starts there, or whose quotation it goes on with.

        A quotation of several paragraphs opens each of them with its mark and closes the last.
        """
        while start:
            before = self.text.rfind("\n", 0, max(0, start - 1)) + 1
            words = self.text[before : start - 1].strip()
            said = [
                a
                for a in self.heard
                if a.speaker and before <= a.cue[0].start < start and not is_media(a.speaker.name)
            ]
            if said:
                return said[-1]
            if words[:1] not in "“\"'‘" or not words:
                return None
            start = before
        return None

    def _signatures(self) -> list[tuple[Span, Speaker]]:
        """The posts that are printed whole, each a line up to its signature, with who signs it."""
        found: list[tuple[Span, Speaker]] = []
        people = [e for e in self.reading.entities if e.type == "person"]
        behind = 0  # the signature before
        for match in SIGNATURE.finditer(self.text):
            first = max(self.text.rfind("\n", 0, match.start()) + 1, behind)
            first = max(first, match.start() - LONGEST_POST)
            name, handle = match["name"].strip(), match["handle"].lower().replace("_", "")
            # The handle says it where the name is a nickname.
            known = next((e for e in people if same_name(e.name, name)), None) or next(
                (e for e in people if len(key := "".join(name_key(e.name))) > 4 and key in handle), None
            )
            speaker = Speaker(known.name, known.id) if known else Speaker(name, None)
            if first < match.start():
                found.append((Span(first, match.start()), speaker))
            behind = match.end()
        return found

    def _signed(self, frame: Frame) -> Teller | None:
        """Who signs the post that a frame stands in."""
        return next(
            (Teller(who) for post, who in self.signed if 2 * post.overlap(frame.span) > len(frame.span)), None
        )

    def _trailing(self, frame: Frame) -> Teller | None:
        """Who is named at the end of the sentence, of which the reader took too little for what he said.

        "The ferry sank on its way to Varn as the crew slept, the coast guard said."
        """
        last = next(
            (
                a
                for a in reversed(self.said_at.get(frame.sentence, ()))
                if a.form != "direct"
                and a.cue[0].start >= frame.span.end
                and a.content
                and frame.span.start < a.content[-1].end
            ),
            None,
        )
        if last is None or not last.source:
            return None
        begins = min(last.source[0].start, last.cue[0].start)
        behind = self.reading.sentences[frame.sentence].end - max(last.source[-1].end, last.cue[-1].end)
        if last.content[0].start > begins or self.text[begins - 2 : begins - 1] != "," or behind > AFTERWORD:
            return None
        # Nothing between that starts afresh.
        between = self.text[frame.span.end : last.content[0].start]
        if last.speaker is None or AFRESH.search(between):
            return None
        return Teller(last.speaker)

    def _introduced(self, frame: Frame) -> Teller | None:
        """Who is said to speak in the line that ends with a colon, just before the frame's own line."""
        start = self.text.rfind("\n", 0, frame.span.start) + 1
        before = self.text[:start].rstrip()
        is_signed = any(start <= post.start < frame.span.start for post, _ in self.signed)
        if not start or not before.endswith(":") or is_signed:
            return None  # what stands behind a post's signature is no post
        line = before.rfind("\n") + 1
        said = [
            a.speaker
            for a in self.heard
            if a.speaker and line <= a.cue[0].start < start and not is_media(a.speaker.name)
        ]
        return Teller(said[-1]) if said else None

    def _goes_on(self, frame: Frame) -> Teller | None:
        """Reported speech that goes on: "Oro said it rained. It would rain again", "..., but the dam had held"."""
        if not frame.predicate_at:
            return None
        head = frame.predicate_at[0]
        tenses = {
            self.tokens[c].span.of(self.text).lower()
            for c in self.tree.children[head]
            if self.tree.relation(c) == "aux"
        }
        here = [
            a
            for a in self.said_at.get(frame.sentence, ())
            if a.form != "direct" and a.content and a.content[-1].end <= frame.span.start
        ]
        if here and tenses & {"would", "had"} and self.tree.relation(head) == "conj":
            return Teller(here[-1].speaker)  # type: ignore[arg-type]
        subject = self.tree.child(head, "nsubj")
        if (
            "would" not in tenses
            or subject is None
            or self.tokens[subject].tag != "PRON"
            or not self._one_paragraph(frame.sentence - 1, frame.sentence)
        ):
            return None
        before = [a for a in self.said_at.get(frame.sentence - 1, ()) if a.form != "direct"]
        return Teller(before[-1].speaker) if before else None  # type: ignore[arg-type]

    def _between(self, frame: Frame) -> Teller | None:
        """Who speaks in the sentence before and in the one after, when it is one.

        Reports give a long answer in several sentences and name the speaker at both ends. The one before
        is of the frame's own paragraph, unless a pronoun takes it up.
        """
        n = frame.sentence
        if self.said_at.get(n) or not 0 < n < len(self.reading.sentences) - 1 or self._glosses(n):
            return None
        by_pronoun = n in self.opens and self.tokens[self.opens[n]].tag == "PRON"
        if not self._one_paragraph(n - 1, n) and not (by_pronoun and self._one_paragraph(n, n + 1)):
            return None
        after = [a.speaker for a in self.said_at.get(n + 1, ())]
        sentence = self.reading.sentences[n]
        here = {
            entity.name
            for entity in self.reading.entities
            if entity.type == "person" and any(sentence.contains(m) for m in entity.mentions)
        }
        return next(
            (
                Teller(a.speaker)
                for a in self.said_at.get(n - 1, ())
                if a.speaker
                and a.speaker.name not in here  # no person speaks of himself by name
                and any(s and same_name(a.speaker.name, s.name) for s in after)
            ),
            None,
        )

    def _glosses(self, sentence: int) -> bool:
        """Whether a sentence explains the one before it, as reporters do: "That is where the dam broke"."""
        first = self.opens.get(sentence)
        if first is None or self.tokens[first].lemma.lower() not in ("that", "this"):
            return False
        words = self.reading.sentences[sentence].of(self.text).lower().split()
        return words[1:2] in (["is"], ["was"]) and words[2:3] in (["where"], ["when"], ["why"], ["how"])

    def _one_paragraph(self, first: int, second: int) -> bool:
        sentences = self.reading.sentences
        if first < 0 or second >= len(sentences):
            return False
        return "\n" not in self.text[sentences[first].end : sentences[second].start]

    def _pictured(self, frame: Frame) -> Teller | None:
        """Who released the picture that a frame tells of: "released from Oro via Pell", a credit behind it."""
        sentence = self.reading.sentences[frame.sentence]
        found = PICTURE.search(self.text, sentence.start, sentence.end)
        if found is not None:
            phrase = re.split(
                r"[,;]|\b(?:shows?|via|on)\b", self.text[found.end() : sentence.end], maxsplit=1
            )[0]
            by = Span(found.end(), found.end() + len(phrase))
            who = next(
                (
                    self.named[i]
                    for i, token in enumerate(self.tokens)
                    if by.contains(token.span) and i in self.named and i not in self.places
                ),
                None,
            )
            return Teller(who) if who is not None else None
        credit = CREDIT.match(self.text, sentence.end)
        if credit is None:
            return None
        first, link, second = credit.groups()
        if link == "/" and agency_of(first):
            return Teller(Speaker(first, None))  # an agency and its photographer
        if agency_of(first) or agency_of(second):
            return Teller(Speaker(first, None), via=(second,))
        return None
