"""Speakers: who an attribution's source is, and who passed the words on.

A source is a noun phrase. Its first part says whom it names: a person or a body in it, a description
("the former minister", "the company", "their offices"), a document ("a statement"), or a pronoun. What
is no name is looked up among what the report has named, by salience, number, country and office, in the
order of the text: first what was named before, then, for a description that opens a report, who is named
later and says the same. Groups ("officials") stay groups; what cannot be resolved keeps its words and no
entity.

Public: :func:`resolve_speakers`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from firsthand.model import Attribution, Entity, Report, Span, Speaker, Token
from firsthand.model.names import COUNTRIES, country_of, fold, is_group, same_name
from firsthand.model.outlets import is_media, outlet_name

MALE = frozenset({"he", "him", "himself"})
FEMALE = frozenset({"she", "her", "herself"})
SELF = frozenset({"i", "me", "myself"})
BODY_PRONOUNS = frozenset({"it", "itself"})
GROUP_PRONOUNS = frozenset({"they", "them", "themselves", "we"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
PRONOUNS = (
    MALE
    | FEMALE
    | SELF
    | BODY_PRONOUNS
    | GROUP_PRONOUNS
    | RELATIVES
    | {"you", "those", "one", "some", "others", "many", "what", "this", "these", "both"}
)
#: Nouns for one person, by office or work.
ROLES = frozenset(
    "official adviser advisor minister president chief head secretary aide spokesman spokeswoman"
    " spokesperson leader chairman chairwoman director commander governor mayor envoy ambassador"
    " diplomat general lawyer attorney counsel manager executive ceo boss analyst expert professor researcher"
    " scientist doctor witness man woman father mother son daughter brother sister wife husband cousin player"
    " coach actor singer owner founder author writer journalist reporter senator lawmaker congressman"
    " judge prosecutor officer policeman captain pilot resident neighbour neighbor teacher student"
    " victim suspect candidate premier chancellor king queen prince pope bishop priest rabbi"
    " economist strategist partner confidant ally attendant dean sheriff commentator boy girl teenager".split()
)
#: One office under several names.
_OFFICES = (
    {"leader", "president", "premier", "chancellor", "chairman", "king", "ruler", "chief"},
    {"official", "adviser", "advisor", "secretary", "minister", "aide", "director", "envoy", "chief", "head"},
    {"spokesman", "spokeswoman", "spokesperson"},
    {"lawyer", "attorney", "counsel"},
    {"chief", "head", "director", "executive", "ceo", "boss", "chairman"},
)
WOMEN = frozenset(
    "woman girl mother daughter sister wife spokeswoman chairwoman actress queen princess ms mrs miss aunt".split()
)
MEN = frozenset(
    "man boy father son brother husband spokesman chairman king prince mr sir priest pope policeman uncle".split()
)
#: Nouns for a body.
BODIES = frozenset(
    "ministry government agency company firm bank department council office group organization"
    " organisation union party army military police court commission committee newspaper paper daily"
    " magazine outlet broadcaster channel network website service airline university institute bureau"
    " force administration parliament house team club foundation watchdog regulator carrier maker"
    " chain corporation embassy church hospital school association federation league authority board navy"
    " giant retailer operator provider chipmaker supplier utility lender insurer automaker startup".split()
)
#: Nouns that say no more of a body than that it is one.
GENERIC_BODIES = frozenset(
    "company firm bank agency group airline giant carrier maker retailer chain operator provider"
    " chipmaker supplier utility lender insurer automaker startup corporation newspaper paper daily authority board".split()
)
#: What somebody issues: its speaker is who issued it.
ISSUED = frozenset(
    "statement release tweet post message announcement letter email note communique memo account feed blog"
    " article column disclosure".split()
)
#: Pictures, and how they come to the public.
PICTURES = frozenset("photo photograph picture image video footage handout".split())
ISSUING = frozenset("released provided posted published issued shared distributed".split())
QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())
_ARTICLES = frozenset(
    {"the", "a", "an", "this", "that", "its", "their", "his", "her", "our", "my", "one", "another", "some"}
)
_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
_LINKS = frozenset(
    "of in at for from with on by to about against near who which that where when whose as under".split()
)
_ADJECTIVES = frozenset(
    form for forms in COUNTRIES.values() for form in forms if form.endswith(("n", "i", "ish", "ese"))
)
_AUXILIARIES = frozenset("is was has had will would can could may might".split())
REACH = 4  #: sentences a pronoun looks back


@dataclass(slots=True)
class _Person:
    """What a report tells of one entity besides its name."""

    titles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)  #: of its titles and appositions
    bodies: list[int] = field(default_factory=list)  #: entities named in its titles
    gender: str = ""


@dataclass(slots=True)
class _Said:
    """A source that was resolved: where, what its head was, and to whom."""

    at: int  #: token
    sentence: int
    head: str
    is_plural: bool
    speaker: Speaker
    entity: int | None
    kind: str


def resolve_speakers(
    text: str,
    tokens: Sequence[Token],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    report: Report | None = None,
) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """Name the speaker and the relays of every attribution.

    Args:
        text, tokens: The report's text and its words.
        attributions: Without speakers.
        entities: The report's, in order of their first mention.
        report: For the outlet that speaks of itself in the text; may be left out.

    Returns:
        The attributions with speakers, and the entities with the descriptions and pronouns that were
        resolved to them among their mentions.

    Cost: linear in the tokens for each attribution.
    """
    return _Resolver(text, tokens, attributions, entities, report).run()


class _Resolver:
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
        self.total = Counter(self.at[i] for i in self.at if self.at.get(i - 1) != self.at[i])
        self.facts = [self._facts(n) for n in range(len(entities))]
        self.said: list[_Said] = []
        self._genders()

    # -- what stands where -------------------------------------------------------------------------

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

    def words(self, spans: Iterable[Span]) -> list[int]:
        spans = list(spans)
        return [
            i for i, t in enumerate(self.tokens) if any(s.start <= t.start and t.end <= s.end for s in spans)
        ]

    def kind(self, i: int) -> str:
        return self.entities[self.at[i]].type if i in self.at else ""

    def _facts(self, number: int) -> _Person:
        """Titles, countries and gender of a person: the words before each mention and in apposition to it."""
        found = _Person()
        firsts = [i for i, n in self.at.items() if n == number and self.at.get(i - 1) != number]
        for first in firsts:
            after = first
            while self.at.get(after) == number:
                after += 1
            before = first - 1
            while (
                before >= 0
                and first - before <= 8
                and self.tokens[before].sentence == self.tokens[first].sentence
                and (self.surfaces[before][0].isalnum() or self.low[before] in ("-", "'s", "’s"))
                and self.tokens[before].tag not in ("VERB", "AUX", "CCONJ", "SCONJ", "PRON")
                and self.low[before] not in _LINKS | {"and", "said"}
            ):
                before -= 1
            self._take(found, range(before + 1, first))
            if after < len(self.tokens) and self.low[after] in (",", "("):
                stop = after + 1
                while (
                    stop < len(self.tokens)
                    and stop - after <= 14
                    and self.low[stop] not in (",", ")", ".", ";", "”", '"', "said", "says", "told")
                    and self.tokens[stop].sentence == self.tokens[first].sentence
                ):
                    stop += 1
                opening = self.low[after + 1] if after + 1 < stop else ""
                role = next((i for i in range(after + 1, stop) if self.lemma(i) in ROLES | BODIES), None)
                # An apposition begins with an article or an office; "Oro, Pell and Finch" is a list.
                if role is not None and (
                    opening in _ARTICLES | {"who"} or role - after <= 4 or self._ends_np(role)
                ):
                    self._take(found, range(after + 1, stop))
        return found

    def _genders(self) -> None:
        """Where titles say nothing: the pronouns of the sentences that name one person only."""
        people: dict[int, set[int]] = {}
        for i, number in self.at.items():
            if self.entities[number].type == "person":
                people.setdefault(self.tokens[i].sentence, set()).add(number)
        counts: dict[int, Counter[str]] = {}
        for i, word in enumerate(self.low):
            named = people.get(self.tokens[i].sentence, set())
            if len(named) == 1 and (word in MALE | FEMALE or word in ("his", "hers")):
                she = word in FEMALE or word == "hers"
                counts.setdefault(min(named), Counter())["she" if she else "he"] += 1
        for number, count in counts.items():
            if not self.facts[number].gender:
                (best, n), *rest = count.most_common()
                if n > 1 and not rest:
                    self.facts[number].gender = best

    def _ends_np(self, i: int) -> bool:
        return i + 1 >= len(self.tokens) or self.low[i + 1] in _LINKS

    def _take(self, found: _Person, words: range) -> None:
        lemmas = {self.lemma(i) for i in words}
        found.words |= lemmas
        found.titles |= lemmas & ROLES
        found.bodies += [self.at[i] for i in words if self.kind(i) == "organization"]
        if words:
            country = country_of(self.text[self.tokens[words[0]].start : self.tokens[words[-1]].end])
            if country:
                found.countries.add(country)
        if lemmas & WOMEN:
            found.gender = "she"
        elif lemmas & MEN:
            found.gender = "he"

    def lemma(self, i: int) -> str:
        """The lower-cased noun in the singular, by its ending where the lemma is no help."""
        word = self.low[i]
        lemma = self.tokens[i].lemma.lower()
        if word in ROLES or word in BODIES or word in ISSUED:
            return word
        if word.endswith("s") and (word[:-1] in ROLES or word[:-1] in BODIES or word[:-1] in ISSUED):
            return word[:-1]
        return lemma or word

    # -- the source as a phrase --------------------------------------------------------------------

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
            if out and not inside_name and self.low[i] in _LINKS:
                break
            if (
                out
                and self.tokens[i].tag == "VERB"
                and i not in self.at
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

    def is_owner(self, i: int) -> bool:
        while self.at.get(i + 1) == self.at.get(i) and i in self.at:
            i += 1
        return i + 1 < len(self.tokens) and self.low[i + 1] in ("'s", "’s", "'", "’")

    def shown(self, words: Sequence[int]) -> str:
        """The source's own words, without an article at the start, short forms of names written out."""
        if not words:
            return ""
        run = [words[0]]
        for i in words[1:]:
            if i - run[-1] > 2:
                break
            run.append(i)
        text = self.text[self.tokens[run[0]].start : self.tokens[run[-1]].end]
        if run[0] in self.at and self.kind(run[0]) == "organization":
            number = self.at[run[0]]
            stop = run[0]
            while self.at.get(stop + 1) == number:
                stop += 1
            short = self.text[self.tokens[run[0]].start : self.tokens[stop].end]
            if short.isupper() and stop < run[-1]:
                text = (
                    self.entities[number].name + self.text[self.tokens[stop].end : self.tokens[run[-1]].end]
                )
        name = " ".join(text.split()).strip("“”\"'’‘ ,")
        first, _, rest = name.partition(" ")
        if first.lower() in _POSSESSIVES and rest:
            owner = self.pronoun(run[0], _POSSESSIVES[first.lower()])
            if owner is not None:
                return f"{owner.speaker.name}’s {rest}"
        return rest if first.lower() == "the" and rest else name

    # -- the run ------------------------------------------------------------------------------------

    def run(self) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
        cues = [self.words(a.cue) for a in self.attributions]
        sources = [self.words(a.source) for a in self.attributions]
        order = sorted(
            range(len(cues)), key=lambda n: (min([*sources[n], *cues[n]], default=0), min(cues[n], default=0))
        )
        speakers: list[Speaker | None] = [None] * len(cues)
        relays: list[list[str]] = [[] for _ in cues]
        mentions: dict[int, list[Span]] = {}
        for n in order:
            words, relay = self._who_speaks(sources[n], cues[n])
            found = self.resolve(words, cues[n]) if words else None
            if relay:
                passing = self.resolve(relay, cues[n])
                if passing is not None:
                    relays[n].append(passing.speaker.name)
            relays[n] += self._told_to(cues[n]) + self._seen_by(sources[n])
            if found is None:
                continue
            speakers[n] = found.speaker
            self.said.append(found)
            if found.entity is not None:
                mentions.setdefault(found.entity, []).extend(self._mention(words))
        self._described_later(speakers, sources, cues, mentions)
        self._pass_on(speakers, relays, cues)
        out = tuple(
            replace(a, speaker=speakers[n], relays=_others(relays[n], speakers[n]))
            for n, a in enumerate(self.attributions)
        )
        widened = tuple(
            replace(e, mentions=tuple(sorted({*e.mentions, *mentions.get(number, ())})))
            for number, e in enumerate(self.entities)
        )
        return out, widened

    def _mention(self, words: Sequence[int]) -> list[Span]:
        """The words of a source as one mention, up to the first gap."""
        run = [words[0]]
        for i in words[1:]:
            if i - run[-1] > 2:
                break
            run.append(i)
        return [Span(self.tokens[run[0]].start, self.tokens[run[-1]].end)]

    def _who_speaks(self, source: list[int], cue: list[int]) -> tuple[list[int], list[int]]:
        """The words that name the speaker and those that name who quotes him.

        "TASS quoted Oro as saying", "the agency said, citing the coast guard": the object of the quoting
        verb speaks.
        """
        words = source or self._subject(cue)
        if not cue:
            return words, []
        first, last = min(cue), max(cue)
        verb = next(
            (i for i in cue if self.low[i] in QUOTING),
            None,
        )
        if verb is None:
            verb = next(
                (
                    i
                    for i in range(last + 1, min(len(self.tokens), last + 8))
                    if self.low[i] == "citing" and self.tokens[i].sentence == self.tokens[last].sentence
                ),
                None,
            )
        if verb is None or (verb and self.low[verb - 1] in ("was", "were", "is", "are", "been")):
            return words, []
        behind = [
            i
            for i in range(verb + 1, min(len(self.tokens), verb + 14))
            if self.tokens[i].sentence == self.tokens[verb].sentence
        ]
        quoted = []
        for i in behind:
            if self.low[i] in ("as", ",", ".", "for", "that", "said", "saying") or i in source:
                break
            quoted.append(i)
        ahead = [i for i in words if i < max(first, verb)]
        if quoted and (ahead or not set(words) & set(quoted)):
            return quoted, [i for i in words if i not in quoted]
        return words, []

    def _subject(self, cue: Sequence[int]) -> list[int]:
        """The words of the cue verb's subject by its tree, where the network found no source."""
        for verb in cue:
            for i in range(max(0, verb - 30), min(len(self.tokens), verb + 12)):
                if self.tokens[i].head == verb and self.tokens[i].relation == "nsubj":
                    inside = {i}
                    for j in range(max(0, i - 10), min(len(self.tokens), i + 10)):
                        if self.tokens[j].head in inside and not self.tokens[j].relation.startswith(
                            ("acl", "punct")
                        ):
                            inside.add(j)
                    return sorted(inside)
        at = min(cue, default=0)
        near = [i for i in range(max(0, at - 4), at) if self.kind(i) == "person"]
        return near[-1:] if near and self.tokens[near[-1]].sentence == self.tokens[at].sentence else []

    # -- resolution ---------------------------------------------------------------------------------

    def resolve(self, words: Sequence[int], cue: Sequence[int] = ()) -> _Said | None:
        """Who a source is."""
        words = self._nearest(words, cue)
        segments = self.segments(words)
        if not segments:
            return None
        first = segments[0]
        if len(first) == 1 and self.low[first[0]] in PRONOUNS:
            found = self.pronoun(first[0], self.low[first[0]])
            return replace(found, at=first[0], sentence=self.tokens[first[0]].sentence) if found else None
        joined = self._joined(words, segments)
        if joined is not None:
            return joined
        core = self.core(first)
        head = self.head(core)
        if all(
            self.tokens[i].tag in ("DET", "NUM") or self.low[i] in _ARTICLES | {"two", "three"} for i in core
        ):
            return None  # "the two"
        named = self._named(core, head)
        if named is None and not self._is_plural(head):
            for segment in segments[1:]:
                beside = self.core(segment)
                person = next(
                    (i for i in beside[:3] if self.kind(i) == "person" and not self.is_owner(i)), None
                )
                if person is not None and head not in self.at and self.lemma(head) not in BODIES | ISSUED:
                    named = self.at[person]
                    break
        if named is not None:
            return self._as_said(words, head, named)
        before = self.low[first[0] - 1 : first[0]] == [","] and self.kind(first[0] - 2) == "person"
        if before and self.lemma(head) in ROLES and self.low[first[0]] not in _ARTICLES:
            # The network took the apposition for the source: the name stands before its comma.
            return self._as_said(words, head, self.at[first[0] - 2])
        found = self._described(words, first, core, head, cue)
        if found is not None:
            return found
        name = self.shown([i for segment in segments[:1] for i in segment])
        return self._as_words(head, name) if name else None

    def _joined(self, words: Sequence[int], segments: Sequence[Sequence[int]]) -> _Said | None:
        """Several who speak together: "A and B" by their names, "X, Y and Z officials" by their words."""
        last = self.core(segments[-1])
        if not any(self.low[i] == "and" for i in last):
            return None
        head = self.head(last)
        if len(segments) > 1 and self._is_plural(head):
            run = self._mention(words)[0]
            return _Said(
                head,
                self.tokens[head].sentence,
                self.lemma(head),
                True,
                Speaker(run.of(self.text)),
                None,
                "group",
            )
        first = self.core(segments[0])
        names: dict[int, None] = {}
        for i in first if len(segments) == 1 else []:
            if self.kind(i) in ("person", "place") and not self.is_owner(i):
                names.setdefault(self.at[i])
        people = [n for n in names if self.entities[n].type == "person"]
        names = dict.fromkeys(people or names)
        if len(names) != 2 or head not in self.at:
            return None
        both = " and ".join(self.entities[n].name for n in names)
        return _Said(head, self.tokens[head].sentence, "", True, Speaker(both), None, "group")

    def _nearest(self, words: Sequence[int], cue: Sequence[int]) -> list[int]:
        """Of a source in pieces, the piece next to its cue."""
        runs: list[list[int]] = []
        for i in words:
            if runs and i - runs[-1][-1] <= 2:
                runs[-1].append(i)
            else:
                runs.append([i])
        if len(runs) < 2 or not cue:
            return list(words)
        return min(
            runs,
            key=lambda run: (
                not any(i in self.at for i in run),
                min(abs(run[0] - max(cue)), abs(min(cue) - run[-1])),
            ),
        )

    def _as_said(self, words: Sequence[int], head: int, number: int) -> _Said:
        entity = self.entities[number]
        name = entity.name
        if entity.type == "place" and self.at.get(head) == number and self.low[head] not in _ADJECTIVES:
            # A government by its capital: as the report puts it.
            first = last = head
            while self.at.get(first - 1) == number:
                first -= 1
            while self.at.get(last + 1) == number:
                last += 1
            name = self.text[self.tokens[first].start : self.tokens[last].end]
        return _Said(
            words[0],
            self.tokens[words[0]].sentence,
            self.lemma(head),
            False,
            Speaker(name, entity.id),
            number,
            entity.type,
        )

    def _as_words(self, head: int, name: str) -> _Said:
        lemma = self.lemma(head)
        plural = self._is_plural(head)
        kind = (
            "group"
            if plural
            else "organization"
            if lemma in BODIES
            else "person"
            if lemma in ROLES
            else "other"
        )
        return _Said(head, self.tokens[head].sentence, lemma, plural, Speaker(name), None, kind)

    def _is_plural(self, head: int) -> bool:
        word = self.low[head]
        if word in ("police", "family", "media", "people"):
            return True
        return head not in self.at and (
            self.tokens[head].features in ("NNS", "NNPS")
            or (word.endswith("s") and word[:-1] in ROLES)
            or (is_group(word) and word.endswith("s"))
        )

    def _named(self, core: Sequence[int], head: int) -> int | None:
        """The entity that the core of a source is: a person in it, else the body or place it ends in."""
        if self._is_plural(head) and head not in self.at:
            return None
        for i in reversed(core):
            if (
                self.kind(i) == "person"
                and not self.is_owner(i)
                and (
                    i == head
                    or self.at.get(head) == self.at[i]
                    or self.lemma(head) not in ROLES | BODIES | ISSUED
                )
            ):
                return self.at[i]
        if head in self.at and not self.is_owner(head):
            return self.at[head]
        if self.lemma(head) in BODIES:
            # "the TASS news agency", "the Islamic State group"
            return next(
                (self.at[i] for i in core if self.kind(i) == "organization" and not self.is_owner(i)), None
            )
        return None

    def _described(
        self, words: Sequence[int], first: Sequence[int], core: Sequence[int], head: int, cue: Sequence[int]
    ) -> _Said | None:
        """A description looked up: a document by who issued it, a person by office, a body by what it is."""
        lemma = self.lemma(head)
        if lemma in ISSUED:
            return self._issued(words, first, core, head)
        if lemma in PICTURES:
            by = next(
                (
                    k
                    for k, i in enumerate(words[:-1])
                    if self.low[i] in ("by", "from") and self.low[i - 1] in ISSUING
                ),
                None,
            )
            return self.resolve(words[by + 1 :]) if by is not None else None
        if self._is_plural(head):
            return None
        article = self.low[first[0]]
        country = country_of(self.text[self.tokens[core[0]].start : self.tokens[head].end])
        owner = next((i for i in core if i in self.at and self.is_owner(i)), None)
        if lemma in BODIES:
            return self._body(first, core, head, lemma, country, owner)
        if lemma in ROLES and article not in ("some", "another"):
            return self._office(first, core, head, lemma, country, article)
        if article in ("the", "that", "this"):
            return self._again(head, lemma)
        return None

    def _again(self, head: int, lemma: str) -> _Said | None:
        """ "the source": who spoke before under the same noun."""
        before = [s for s in self.said if s.head == lemma and s.at < head]
        return replace(before[-1], at=head, sentence=self.tokens[head].sentence) if before else None

    def _issued(
        self, words: Sequence[int], first: Sequence[int], core: Sequence[int], head: int
    ) -> _Said | None:
        """A statement's issuer: named behind "from" or "by", before it, or who spoke last in one."""
        behind = [i for i in first if i > head]
        link = next((k for k, i in enumerate(behind) if self.low[i] in ("from", "by", "of")), None)
        if link is not None and behind[link + 1 :]:
            found = self.resolve(behind[link + 1 :])
            if found is not None:
                return replace(found, head=self.lemma(head))
        before = [i for i in core if i < head and self.low[i] not in _ARTICLES]
        if before and self.low[before[-1]] in ("'s", "’s", "'", "’"):
            found = self.resolve([i for i in core if i < before[-1]])
            if found is not None:
                return replace(found, head=self.lemma(head))
        issuer = next((i for i in before if i in self.at or self.lemma(i) in BODIES), None)
        if issuer is not None:
            if issuer in self.at:
                return self._as_said(words, head, self.at[issuer])
            return self._as_words(issuer, self.shown([i for i in before if i <= issuer]))
        if self.lemma(head) == "article":
            return None
        again = self._again(head, self.lemma(head))
        spoken = next(
            (
                s
                for s in reversed(self.said)
                if self.tokens[head].sentence - s.sentence <= 6 and self._in_a(s, self.lemma(head))
            ),
            None,
        )
        if spoken is not None and spoken.entity is not None:
            facts = self.facts[spoken.entity]
            if facts.titles & {"spokesman", "spokeswoman", "spokesperson"} and facts.bodies:
                return self._as_said(words, head, facts.bodies[0])
        if spoken is not None or again is not None:
            return replace(spoken or again, at=head, sentence=self.tokens[head].sentence)  # type: ignore[type-var]
        body = self._salient_body(head, frozenset())
        return self._as_said(words, head, body) if body is not None else None

    def _in_a(self, said: _Said, noun: str) -> bool:
        """Whether somebody spoke "in a statement"."""
        return any(
            self.lemma(i) == noun and self.low[i - 1] in ("a", "the", "an", "news", "press")
            for i in range(max(1, said.at - 8), min(len(self.tokens), said.at + 24))
            if self.tokens[i].sentence == said.sentence
        )

    def _body(
        self,
        first: Sequence[int],
        core: Sequence[int],
        head: int,
        lemma: str,
        country: str | None,
        owner: int | None,
    ) -> _Said | None:
        if owner is not None and self.kind(owner) != "person":
            if lemma == "board":
                return self._as_said(first, head, self.at[owner])
            return None
        modifiers = {
            fold(self.surfaces[i])
            for i in core
            if i < head and i not in self.at and self.surfaces[i][0].isalnum()
        } - _ARTICLES
        for number in self._before(first[0]):
            entity = self.entities[number]
            if entity.type != "organization" or (country and country_of(entity.name) not in (None, country)):
                continue
            mine = {fold(w) for m in entity.mentions for w in m.of(self.text).split()}
            named = mine | set(fold(entity.name).split())
            if lemma in named and (modifiers <= named or not modifiers - {"state", "news"}):
                return self._as_said(first, head, number)
        again = [
            s
            for s in self.said
            if s.head == lemma
            and s.at < head
            and (country is None or country_of(s.speaker.name) == country)
            and modifiers <= set(fold(s.speaker.name).split())
        ]
        if again:
            return replace(again[-1], at=head, sentence=self.tokens[head].sentence)
        earlier = self._earlier_phrase(head, lemma, country)
        if earlier is not None:
            return self._as_words(head, earlier)
        if lemma in GENERIC_BODIES and self.low[first[0]] in ("the", "this", "that", "its"):
            salient = self._salient_body(
                first[0], {self.lemma(i) for i in core if self.surfaces[i][0].isalnum()} - _ARTICLES
            )
            if salient is not None:
                return self._as_said(first, head, salient)
        return None

    def _earlier_phrase(self, head: int, lemma: str, country: str | None) -> str | None:
        """ "the army" where "the Israeli army" stood before: the fuller phrase's words."""
        alike = {lemma} | ({"army", "military"} if lemma in ("army", "military") else set())
        if country is not None:
            return None
        for i in range(head - 1, 0, -1):
            if self.lemma(i) in alike and i not in self.at:
                before = i - 1
                if self.low[before] in ("'s", "’s"):
                    before -= 1
                if self.kind(before) == "place":
                    number = self.at[before]
                    start = before
                    while self.at.get(start - 1) == number:
                        start -= 1
                    return self.text[self.tokens[start].start : self.tokens[i].end]
        return None

    def _office(
        self,
        first: Sequence[int],
        core: Sequence[int],
        head: int,
        lemma: str,
        country: str | None,
        article: str,
    ) -> _Said | None:
        """The person whose titles have the office, named before; for a new description, named later."""
        offices = set().union(*(group for group in _OFFICES if lemma in group), {lemma})
        modifiers = {self.lemma(i) for i in first if i != head and self.low[i] not in _ARTICLES | _LINKS}
        modifiers |= {fold(self.surfaces[i]) for i in first if i != head} - _ARTICLES - _LINKS
        is_known = article in ("the", "that", "this") or article in _POSSESSIVES
        best: tuple[tuple[float, ...], int] | None = None
        for number, entity in enumerate(self.entities):
            if entity.type != "person":
                continue
            facts = self.facts[number]
            exact = lemma in facts.titles
            if not exact and not (
                offices & facts.titles and lemma in ("official", "leader", "chief", "spokesperson")
            ):
                continue
            if country is not None and facts.countries and country not in facts.countries:
                continue
            if lemma == "official" and country is not None and country not in facts.countries:
                continue
            mentions = [i for i, n in self.at.items() if n == number]
            before = [i for i in mentions if i < first[0]]
            overlap = len(modifiers & facts.words)
            if article in ("a", "an") and not self._opens(first[0], min(mentions), 12 if overlap else 6):
                continue
            if not before and not (article in ("a", "an") or exact):
                continue
            near = -abs((max(before) if before else min(mentions)) - first[0])
            rank = (float(exact), float(overlap), float(bool(before) == is_known), float(near))
            if best is None or rank > best[0]:
                best = (rank, number)
        if best is not None and (best[0][0] or is_known or country is not None):
            if not is_known and not best[0][1] and country is None:
                return None
            return self._as_said(first, head, best[1])
        return self._again(head, lemma) if is_known and article not in _POSSESSIVES else None

    def _opens(self, at: int, named: int, reach: int) -> bool:
        """Whether a description stands before the name it may be of, within ``reach`` sentences."""
        return at < named and self.tokens[named].sentence - self.tokens[at].sentence <= reach

    def _before(self, at: int) -> list[int]:
        """Entities named before a token, the last first."""
        seen: dict[int, None] = {}
        for i in range(at - 1, -1, -1):
            if i in self.at:
                seen.setdefault(self.at[i])
        return list(seen)

    def _salient_body(self, at: int, words: frozenset[str] | set[str]) -> int | None:
        """The body a report is about at a token: what it names most, what it named last as its matter."""
        sentence = self.tokens[at].sentence
        scores: dict[int, float] = {}
        for i, number in self.at.items():
            entity = self.entities[number]
            if i >= at or entity.type != "organization" or self.at.get(i - 1) == number:
                continue
            if same_name(entity.name, self.outlet) or (
                is_media(entity.name) and not words & {"newspaper", "paper", "daily", "agency"}
            ):
                continue
            behind = sentence - self.tokens[i].sentence
            is_first = (
                i == 0 or self.tokens[i - 1].sentence != self.tokens[i].sentence or self.low[i - 1] == "the"
            )
            near = 1.0 if behind <= 1 else 0.4 if behind <= 3 else 0.0
            scores[number] = scores.get(number, 0.0) + 1.0 + near * (1.5 if is_first else 1.0)
        for number in scores:
            # "the Varn-based firm": what it is called elsewhere.
            scores[number] += 3.0 * len(words & self.facts[number].words)
            if self.entities[number].name in self.title:
                scores[number] += 2.0
        for said in self.said[-3:]:
            if said.entity in scores and sentence - said.sentence <= 3:
                scores[said.entity] += 2.0
        return min(scores, key=lambda n: (-scores[n], n)) if scores else None

    # -- pronouns -----------------------------------------------------------------------------------

    def pronoun(self, at: int, word: str) -> _Said | None:
        """Who a pronoun stands for, looking back a few sentences."""
        sentence = self.tokens[at].sentence
        if word in RELATIVES:
            for i in range(at - 1, max(-1, at - 12), -1):
                if self.tokens[i].sentence != sentence:
                    break
                if i in self.at and not self.is_owner(i):
                    return self._as_said([i], i, self.at[i])
                if self.lemma(i) in ROLES | BODIES and self.low[i] not in RELATIVES:
                    start = i
                    while (
                        start > 0
                        and self.tokens[start - 1].sentence == sentence
                        and self.tokens[start - 1].tag in ("DET", "ADJ", "NOUN", "PROPN", "PRON")
                    ):
                        start -= 1
                    if self.low[start - 1] == ",":
                        continue  # an apposition: the name before it
                    return self._as_words(i, self.shown(list(range(start, i + 1))))
            return None
        recent = [s for s in self.said if s.at < at and sentence - s.sentence <= REACH]
        if word in GROUP_PRONOUNS:
            return next(
                (s for s in reversed(recent) if s.is_plural or s.kind in ("group", "organization")), None
            )
        if word in BODY_PRONOUNS:
            return self._it(at, sentence, recent)
        if word in SELF or word in MALE | FEMALE:
            gender = "she" if word in FEMALE else "he" if word in MALE else ""
            return self._he(at, sentence, recent, gender)
        return None

    def _fits(self, said: _Said, gender: str) -> bool:
        if said.kind != "person" or said.is_plural:
            return False
        known = self.facts[said.entity].gender if said.entity is not None else ""
        if said.entity is None:
            known = "she" if said.head in WOMEN else "he" if said.head in MEN else ""
        return not gender or not known or known == gender

    def _he(self, at: int, sentence: int, recent: Sequence[_Said], gender: str) -> _Said | None:
        """The last speaker who fits, unless somebody else was the matter of a sentence since."""
        last = next((s for s in reversed(recent) if self._fits(s, gender)), None)
        floor = last.sentence if last is not None else sentence - REACH
        for number in range(sentence, floor, -1):
            for i in self._openers(number, at):
                if self.kind(i) == "person" and not self.is_owner(i):
                    known = self.facts[self.at[i]].gender
                    if not gender or not known or known == gender:
                        return self._as_said([i], i, self.at[i])
        if last is not None:
            return last
        for i in range(at - 1, -1, -1):
            if sentence - self.tokens[i].sentence > REACH:
                break
            if self.kind(i) == "person" and not self.is_owner(i):
                known = self.facts[self.at[i]].gender
                if not gender or not known or known == gender:
                    return self._as_said([i], i, self.at[i])
        return None

    def _it(self, at: int, sentence: int, recent: Sequence[_Said]) -> _Said | None:
        """The body or country that the sentence before is about, else the last body that spoke."""
        for number in range(sentence, sentence - 3, -1):
            spoke = next(
                (s for s in reversed(recent) if s.sentence == number and s.kind in ("organization", "place")),
                None,
            )
            if spoke is not None:
                return spoke
            for i in self._openers(number, at):
                if self.kind(i) in ("organization", "place") and not self.is_owner(i):
                    return self._as_said([i], i, self.at[i])
        return next((s for s in reversed(recent) if s.kind == "organization"), None)

    def _openers(self, number: int, before: int) -> list[int]:
        """First words of the names that open a sentence: its subject, by tree or by place."""
        out = []
        later = []
        start = next((i for i in range(before - 1, -1, -1) if self.tokens[i].sentence < number), -1) + 1
        is_open = True
        for i in range(start, before):
            if self.tokens[i].sentence != number:
                break
            is_open &= i == start or self.tokens[i].tag not in ("VERB", "AUX")
            if i not in self.at or self.at.get(i - 1) == self.at[i]:
                continue
            stop = i + 1
            while self.at.get(stop) == self.at[i]:
                stop += 1
            ahead = self.low[i - 1] if i > start else ""
            if is_open and i < start + 12 and ahead not in _LINKS | {"on"}:
                out.append(i)
            elif (
                stop < len(self.tokens)
                and ahead not in _LINKS
                and (self.tokens[stop].tag in ("VERB", "AUX") or self.low[stop] in _AUXILIARIES)
            ):
                later.append(i)
        return out + later

    # -- after the first pass -----------------------------------------------------------------------

    def _described_later(
        self,
        speakers: list[Speaker | None],
        sources: Sequence[list[int]],
        cues: Sequence[list[int]],
        mentions: dict[int, list[Span]],
    ) -> None:
        """ "a top official" of a lead: the person named within the next sentences who says the same matter."""
        by_id = {e.id: number for number, e in enumerate(self.entities)}
        for n, speaker in enumerate(speakers):
            if speaker is None or speaker.entity is not None or not sources[n]:
                continue
            segments = self.segments(sources[n])
            core = self.core(segments[0]) if segments else []
            if not core or self.lemma(self.head(core)) not in ROLES or self._is_plural(self.head(core)):
                continue
            country = country_of(self.shown(segments[0]))
            sentence = self.tokens[sources[n][0]].sentence
            mine = self._weighty(self.attributions[n].content)
            best: tuple[int, int, int] | None = None
            for m, other in enumerate(speakers):
                number = by_id.get(other.entity or "") if other else None
                if m == n or number is None or self.entities[number].type != "person" or not cues[m]:
                    continue
                near = self.tokens[cues[m][0]].sentence - sentence
                if not -1 <= near <= 8 or (country and country not in self._countries(number)):
                    continue
                lemma = self.lemma(self.head(core))
                if (
                    lemma not in ("man", "woman", "official")
                    and not self.facts[number].titles
                    & set().union({lemma}, *(g for g in _OFFICES if lemma in g))
                    and not (country and near > 0)
                ):
                    continue
                shared = len(mine & self._weighty(self.attributions[m].content))
                if shared >= 2 or (shared >= 1 and 0 < near <= 2):
                    rank = (shared, -abs(near), -number)
                    best = max(best, rank) if best else rank
            if best is not None:
                number = -best[2]
                speakers[n] = Speaker(self.entities[number].name, self.entities[number].id)
                mentions.setdefault(number, []).extend(self._mention(sources[n]))

    def _countries(self, number: int) -> set[str]:
        """Countries of a person's titles, or that stand in the sentences that name the person."""
        if self.facts[number].countries:
            return self.facts[number].countries
        found = set()
        for i, n in self.at.items():
            if n == number:
                near = self.text[
                    self.tokens[max(0, i - 10)].start : self.tokens[min(len(self.tokens) - 1, i + 12)].end
                ]
                country = country_of(near)
                if country:
                    found.add(country)
        return found

    def _weighty(self, spans: Sequence[Span]) -> frozenset[str]:
        return frozenset(
            self.tokens[i].lemma.lower()
            for i in self.words(spans)
            if self.tokens[i].tag in ("NOUN", "PROPN", "VERB", "NUM") and len(self.tokens[i].lemma) > 3
        )

    # -- relays -------------------------------------------------------------------------------------

    def _told_to(self, cue: Sequence[int]) -> list[str]:
        """ "told the Harbour Post": the outlet that the words were spoken to."""
        for verb in cue:
            if self.low[verb] not in ("told", "tell", "tells", "telling"):
                continue
            for i in range(verb + 1, min(len(self.tokens), verb + 8)):
                if self.tokens[i].sentence != self.tokens[verb].sentence or self.low[i] in (",", ".", "that"):
                    break
                if i in self.at and self.kind(i) in ("organization", "place"):
                    name = self.entities[self.at[i]].name
                    is_body = self.kind(i) == "organization" or " " in name
                    if is_media(name) or (self.low[i - 1] in ("told", "tell", "the") and is_body):
                        return [name]
        return []

    def _seen_by(self, source: Sequence[int]) -> list[str]:
        """ "court papers seen by the Harbour Post": the outlet that saw them."""
        for i in source:
            if self.low[i] in ("seen", "obtained", "reviewed", "viewed") and self.low[i + 1 : i + 2] == [
                "by"
            ]:
                named = next((j for j in range(i + 2, min(len(self.tokens), i + 5)) if j in self.at), None)
                if named is not None:
                    return [self.entities[self.at[named]].name]
        return []

    def _pass_on(
        self, speakers: Sequence[Speaker | None], relays: list[list[str]], cues: Sequence[list[int]]
    ) -> None:
        """An attribution inside another's content came through the other's speaker."""
        for n, inner in enumerate(self.attributions):
            if speakers[n] is None or not inner.cue:
                continue
            around = []
            for m, outer in enumerate(self.attributions):
                if m == n or speakers[m] is None:
                    continue
                if any(part.contains(inner.cue[0]) for part in outer.content) and not any(
                    part.contains(outer.cue[0]) for part in inner.content if outer.cue
                ):
                    around.append((sum(map(len, outer.content)), m))
            for _, m in sorted(around):
                relays[n].append(speakers[m].name)  # type: ignore[union-attr]
                relays[n] += relays[m]


def _others(names: Sequence[str], speaker: Speaker | None) -> tuple[str, ...]:
    """Each name once, without the speaker's."""
    out: list[str] = []
    for name in names:
        if (speaker is None or not same_name(name, speaker.name)) and not any(
            same_name(name, o) for o in out
        ):
            out.append(name)
    return tuple(out)
