"""Speakers: who an attribution's source is, and who passed the words on.

Names, pronouns, titles and descriptions are resolved to entities of the report, in the order of the
text: a description that a named speaker fits is that speaker, a pronoun is the last one who fits.
Groups ("officials") stay groups; what cannot be resolved keeps its words and no entity.

Public: :func:`resolve_speakers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand.model import Attribution, Entity, Span, Speaker, Token
from firsthand.model.names import country_of, is_group, same_name

PERSON_PRONOUNS = frozenset({"he", "she", "i", "him", "her", "himself", "herself"})
BODY_PRONOUNS = frozenset({"it", "itself"})
OTHER_PRONOUNS = frozenset({"they", "we", "who", "that", "which", "you", "them", "those", "one", "some"})
#: Nouns for one person, by office or work.
ROLES = frozenset(
    "official adviser advisor minister president chief head secretary aide spokesman spokeswoman"
    " spokesperson leader chairman chairwoman director commander governor mayor envoy ambassador"
    " diplomat general lawyer attorney manager executive ceo boss analyst expert professor researcher"
    " scientist doctor witness man woman father mother son daughter brother sister wife husband player"
    " coach actor singer owner founder author writer journalist reporter senator lawmaker congressman"
    " judge prosecutor officer policeman captain pilot resident neighbour neighbor teacher student"
    " victim suspect candidate premier chancellor premier king queen prince pope bishop priest rabbi"
    " economist strategist partner president confidant ally".split()
)
#: Nouns for a body.
BODIES = frozenset(
    "ministry government agency company firm bank department council office group organization"
    " organisation union party army military police court commission committee newspaper paper daily"
    " magazine outlet broadcaster channel network website service airline university institute bureau"
    " force administration parliament house team club foundation watchdog regulator carrier maker"
    " chain corporation embassy church hospital school association federation league".split()
)
#: Nouns that say no more of a body than that it is one.
GENERIC_BODIES = frozenset(
    "company firm bank agency group airline giant carrier maker retailer chain operator".split()
)
#: What passes news on.
MEDIA = frozenset(
    "agency newspaper paper daily magazine outlet broadcaster channel network website media"
    " television tv radio station news press journal times post herald tribune gazette tass reuters"
    " afp ap kcna xinhua bbc cnn nbc cbs abc fox bloomberg".split()
)
QUOTING = frozenset({"quote", "cite"})
TELLING = frozenset({"tell"})


@dataclass(frozen=True, slots=True)
class _Scene:
    text: str
    tokens: Sequence[Token]
    entities: Sequence[Entity]
    at: dict[int, int]  #: token index → entity index

    def words(self, spans: Sequence[Span]) -> list[int]:
        return [
            i for i, t in enumerate(self.tokens) if any(s.start <= t.start and t.end <= s.end for s in spans)
        ]


def resolve_speakers(
    text: str,
    tokens: Sequence[Token],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """Name the speaker and the relays of every attribution.

    Returns:
        The attributions with speakers, and the entities with the descriptions and pronouns that were
        resolved to them among their mentions.

    Cost: linear in the tokens for each attribution.
    """
    scene = _Scene(text, tokens, entities, _places(tokens, entities))
    order = sorted(range(len(attributions)), key=lambda n: _start(attributions[n]))
    speakers: dict[int, Speaker | None] = {}
    relays: dict[int, tuple[str, ...]] = {}
    resolved: dict[int, list[Span]] = {}
    memory = _Memory()
    for n in order:
        attribution = attributions[n]
        found, passed, entity = _resolve(scene, attribution, memory)
        speakers[n], relays[n] = found, passed
        if entity is not None:
            resolved.setdefault(entity, []).extend(attribution.source)
            memory.said(entity, entities[entity].type)
    for n in order:
        speaker = speakers[n]
        if speaker is None or speaker.entity is None:
            late = _described_later(scene, n, attributions, speakers)
            if late is not None:
                speakers[n] = Speaker(entities[late].name, entities[late].id)
                resolved.setdefault(late, []).extend(attributions[n].source)
    out = tuple(
        replace(a, speaker=speakers.get(n), relays=relays.get(n, ())) for n, a in enumerate(attributions)
    )
    widened = tuple(
        replace(e, mentions=tuple(sorted({*e.mentions, *resolved.get(number, ())})))
        for number, e in enumerate(entities)
    )
    return out, widened


class _Memory:
    """Who spoke last, by kind."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def said(self, entity: int, kind: str) -> None:
        self.last[kind] = entity


def _start(attribution: Attribution) -> tuple[int, int]:
    spans = [*attribution.source, *attribution.cue]
    return (min(s.start for s in spans), min(s.start for s in attribution.cue)) if spans else (0, 0)


def _places(tokens: Sequence[Token], entities: Sequence[Entity]) -> dict[int, int]:
    starts = {token.start: i for i, token in enumerate(tokens)}
    at: dict[int, int] = {}
    for number, entity in enumerate(entities):
        for mention in entity.mentions:
            i = starts.get(mention.start)
            while i is not None and i < len(tokens) and tokens[i].start < mention.end:
                at.setdefault(i, number)
                i += 1
    return at


def _resolve(
    scene: _Scene, attribution: Attribution, memory: _Memory
) -> tuple[Speaker | None, tuple[str, ...], int | None]:
    words = scene.words(attribution.source)
    cue = scene.words(attribution.cue)
    relays = list(_told_to(scene, cue))
    lemmas = {scene.tokens[i].lemma.lower() for i in cue}
    if lemmas & QUOTING or {"report", "say"} <= lemmas:
        quoted = _quoted_person(scene, cue, words)
        if quoted is not None:
            who, entity = quoted
            relay = _name(scene, words) if who.name not in _name(scene, words) else ""
            if relay and not same_name(relay, who.name):
                relays.insert(0, relay)
            return who, tuple(relays), entity
    subject = _subject(scene, cue)
    if not words or (subject and not set(subject) & set(words) and _is_person(scene, subject)):
        # The network found no source, or that of the clause around ("Oro said, according to the Post"):
        # the grammar of the cue says who speaks.
        words = subject
    if not words:
        return None, tuple(relays), None
    head = _head(scene.tokens, words)
    lemma = scene.tokens[head].lemma.lower()
    surface = scene.text[scene.tokens[head].start : scene.tokens[head].end].lower()
    if len(words) == 1 and surface in PERSON_PRONOUNS | BODY_PRONOUNS | OTHER_PRONOUNS:
        entity = _antecedent(scene, head, surface, memory)
        if entity is None:
            return None, tuple(relays), None
        return Speaker(scene.entities[entity].name, scene.entities[entity].id), tuple(relays), entity
    named = _named_in(scene, words, head)
    if named is not None:
        return Speaker(scene.entities[named].name, scene.entities[named].id), tuple(relays), named
    entity = _definite(scene, words, head, lemma, memory)
    if entity is not None:
        return Speaker(scene.entities[entity].name, scene.entities[entity].id), tuple(relays), entity
    name = _name(scene, words)
    return (Speaker(name) if name else None), tuple(relays), None


def _subject(scene: _Scene, cue: Sequence[int]) -> list[int]:
    """The words of the cue verb's subject, without clauses that hang from it."""
    tokens = scene.tokens
    for verb in cue:
        if tokens[verb].tag != "VERB":
            continue
        for i in range(max(0, verb - 30), min(len(tokens), verb + 12)):
            if tokens[i].head == verb and tokens[i].relation == "nsubj":
                inside = {i}
                for j in range(max(0, i - 10), min(len(tokens), i + 10)):
                    if tokens[j].head in inside and not tokens[j].relation.startswith(
                        ("acl", "punct", "appos")
                    ):
                        inside.add(j)
                return sorted(inside)
    return []


def _head(tokens: Sequence[Token], words: Sequence[int]) -> int:
    inside = set(words)
    return next((i for i in words if tokens[i].head not in inside and tokens[i].tag != "PUNCT"), words[0])


def _name(scene: _Scene, words: Sequence[int]) -> str:
    """The source's own words, without an article at the start; of several pieces the one with its head."""
    if not words:
        return ""
    words = _piece(words, _head(scene.tokens, words))
    text = scene.text[scene.tokens[words[0]].start : scene.tokens[words[-1]].end]
    shown = " ".join(text.split()).strip("“”\"'’‘ ,")
    head, _, rest = shown.partition(" ")
    return rest if head.lower() == "the" and rest else shown


def _is_person(scene: _Scene, words: Sequence[int]) -> bool:
    head = _head(scene.tokens, words)
    return head in scene.at and scene.entities[scene.at[head]].type == "person"


def _piece(words: Sequence[int], head: int) -> list[int]:
    """The run of words that holds the head; a gap of one mark is no gap."""
    runs: list[list[int]] = []
    for i in words:
        if runs and i - runs[-1][-1] <= 2:
            runs[-1].append(i)
        else:
            runs.append([i])
    return next(run for run in runs if head in run)


def _named_in(scene: _Scene, words: Sequence[int], head: int) -> int | None:
    """The entity that the source names: its head, else a person in apposition, else a body it ends in."""
    inside = [i for i in words if i in scene.at]
    if not inside:
        return None

    def kind(i: int) -> str:
        return scene.entities[scene.at[i]].type

    tokens = scene.tokens
    lemma = tokens[head].lemma.lower()
    if head in scene.at and kind(head) == "person":
        return scene.at[head]
    if (is_group(lemma) and lemma.endswith("s")) or tokens[head].features == "NNS":
        return None
    near = [
        i
        for i in inside
        if kind(i) == "person"
        and tokens[i].relation.partition(":")[0] not in ("nmod", "conj", "compound")
        and not _possessive(scene, i)
    ]
    if near:
        return scene.at[near[0]]
    if head in scene.at and kind(head) != "place":
        return scene.at[head]
    bodies = [i for i in inside if kind(i) == "organization" and not _possessive(scene, i)]
    if bodies and lemma in BODIES | MEDIA:
        return scene.at[bodies[-1]]
    if head in scene.at:
        return scene.at[head]
    return None


def _possessive(scene: _Scene, i: int) -> bool:
    tokens = scene.tokens
    return tokens[i].relation == "nmod:poss" or (
        i + 1 < len(tokens) and tokens[i + 1].lemma.lower() in ("'s", "’s")
    )


def _antecedent(scene: _Scene, at: int, pronoun: str, memory: _Memory) -> int | None:
    """The last one before a pronoun who fits: whoever spoke last, unless somebody else was named as a
    subject since."""
    if pronoun in OTHER_PRONOUNS:
        return None
    kinds = ("person",) if pronoun in PERSON_PRONOUNS else ("organization",)
    tokens = scene.tokens
    sentence = tokens[at].sentence
    best: int | None = None
    for i in range(at - 1, -1, -1):
        if sentence - tokens[i].sentence > 4:
            break
        if i not in scene.at or scene.entities[scene.at[i]].type not in kinds:
            continue
        base = tokens[i].relation.partition(":")[0]
        if base in ("nsubj", "root") or (base in ("appos", "flat") and _under_subject(tokens, i)):
            return scene.at[i]
        if best is None and not _possessive(scene, i):
            best = scene.at[i]
        last = memory.last.get(kinds[0])
        if last is not None and scene.at[i] == last:
            return last
    last = memory.last.get(kinds[0])
    return best if best is not None else last


def _under_subject(tokens: Sequence[Token], i: int) -> bool:
    steps = 0
    while tokens[i].head >= 0 and steps < 4:
        i = tokens[i].head
        if tokens[i].relation.startswith("nsubj"):
            return True
        steps += 1
    return False


def _definite(scene: _Scene, words: Sequence[int], head: int, lemma: str, memory: _Memory) -> int | None:
    """ "the ministry", "the former minister": one named before whose name or title has the word."""
    tokens = scene.tokens
    first = tokens[words[0]].lemma.lower()
    if first in ("a", "an", "some", "one", "another") or tokens[head].features in ("NNS", "NNPS"):
        return None
    country = country_of(_name(scene, words))
    if lemma in BODIES:
        for number in _before(scene, words[0]):
            entity = scene.entities[number]
            if entity.type != "organization":
                continue
            fits = any(w.lower() == lemma for w in entity.name.split()) or any(
                w.lower() == lemma for m in entity.mentions for w in m.of(scene.text).split()
            )
            if fits and (country is None or country_of(entity.name) in (None, country)):
                return number
        return _salient_body(scene, words[0]) if lemma in GENERIC_BODIES and country is None else None
    if lemma in ROLES and first in ("the", "that", "this"):
        for number in _before(scene, words[0]):
            entity = scene.entities[number]
            if entity.type == "person" and lemma in _titles(scene, number):
                return number
        return memory.last.get("person") if len(words) == 2 and lemma not in ("official", "source") else None
    return None


def _salient_body(scene: _Scene, at: int) -> int | None:
    """The body that a report names most before a token: what "the company" means in it."""
    counts: dict[int, int] = {}
    for i, number in scene.at.items():
        if i < at and scene.entities[number].type == "organization":
            counts[number] = counts.get(number, 0) + 1
    return min(counts, key=lambda n: (-counts[n], n)) if counts else None


def _before(scene: _Scene, at: int) -> list[int]:
    """Entities named before a token, the last first."""
    seen: list[int] = []
    for i in range(at - 1, -1, -1):
        if i in scene.at and scene.at[i] not in seen:
            seen.append(scene.at[i])
    return seen


def _titles(scene: _Scene, number: int) -> frozenset[str]:
    """Lemmas of the nouns that stand with the entity's mentions in one noun phrase."""
    tokens = scene.tokens
    found: set[str] = set()
    mentions = [i for i, n in scene.at.items() if n == number]
    for i in mentions:
        head = tokens[i].head
        if (
            head >= 0
            and tokens[head].tag == "NOUN"
            and tokens[i].relation.partition(":")[0] in ("appos", "flat", "compound")
        ):
            found.add(tokens[head].lemma.lower())
        for j in range(max(0, i - 8), min(len(tokens), i + 14)):
            if tokens[j].head in mentions and tokens[j].tag in ("NOUN", "PROPN"):
                base = tokens[j].relation.partition(":")[0]
                if base in ("appos", "compound", "flat", "nmod", "parataxis", "acl"):
                    found.add(tokens[j].lemma.lower())
    return frozenset(found)


def _countries(scene: _Scene, number: int) -> frozenset[str]:
    """Countries that stand near the entity's mentions: of its titles and of what it heads."""
    tokens = scene.tokens
    found: set[str] = set()
    for i, n in scene.at.items():
        if n != number:
            continue
        lo, hi = max(0, i - 10), min(len(tokens), i + 12)
        while tokens[lo].sentence != tokens[i].sentence:
            lo += 1
        while tokens[hi - 1].sentence != tokens[i].sentence:
            hi -= 1
        country = (
            country_of(scene.text[tokens[lo].start : tokens[i].start]),
            country_of(scene.text[tokens[i].end : tokens[hi - 1].end]),
        )
        found.update(c for c in country if c)
    return frozenset(found)


def _described_later(
    scene: _Scene,
    n: int,
    attributions: Sequence[Attribution],
    speakers: dict[int, Speaker | None],
) -> int | None:
    """ "a top official" of a lead: the person named later (or before) who says the same matter.

    The description must be of one person; the person must speak within the next sentences, be tied to
    the same country where one is given, and their words must share weighty words with these.
    """
    attribution = attributions[n]
    words = scene.words(attribution.source)
    if not words:
        return None
    tokens = scene.tokens
    head = _head(tokens, words)
    lemma = tokens[head].lemma.lower()
    if (
        lemma not in ROLES
        or tokens[head].features in ("NNS", "NNPS")
        or any(i in scene.at and scene.entities[scene.at[i]].type == "person" for i in words)
    ):
        return None
    country = country_of(_name(scene, words))
    mine = _weighty(scene, attribution.content)
    sentence = tokens[words[0]].sentence
    by_id = {e.id: number for number, e in enumerate(scene.entities)}
    best: tuple[int, int] | None = None
    for m, other in enumerate(attributions):
        speaker = speakers.get(m)
        if m == n or speaker is None or speaker.entity not in by_id:
            continue
        number = by_id[speaker.entity or ""]
        if scene.entities[number].type != "person":
            continue
        theirs = scene.words(other.cue)
        if not theirs or not -1 <= tokens[theirs[0]].sentence - sentence <= 8:
            continue
        if country is not None and country not in _countries(scene, number):
            continue
        shared = len(mine & _weighty(scene, other.content))
        near = tokens[theirs[0]].sentence - sentence
        if shared >= 2 or (shared >= 1 and 0 < near <= 2):
            rank = (shared, -abs(near))
            if best is None or rank > (best[0], 0):
                best = (shared, number)
    return best[1] if best else None


def _weighty(scene: _Scene, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(
        scene.tokens[i].lemma.lower()
        for i in scene.words(spans)
        if scene.tokens[i].tag in ("NOUN", "PROPN", "VERB", "NUM") and len(scene.tokens[i].lemma) > 3
    )


def _quoted_person(
    scene: _Scene, cue: Sequence[int], source: Sequence[int]
) -> tuple[Speaker, int | None] | None:
    """ "TASS quoted Oro as saying": the one who is quoted, when the verb has an object."""
    tokens = scene.tokens
    verbs = [i for i in cue if tokens[i].lemma.lower() in QUOTING | {"report"}]
    for verb in verbs:
        passive = any(
            t.head == verb and t.relation in ("nsubj:pass", "aux:pass")
            for t in tokens[max(0, verb - 12) : verb]
        )
        if passive:
            return None
        for i in range(verb + 1, min(len(tokens), verb + 12)):
            if tokens[i].head == verb and tokens[i].relation == "obj":
                if i in scene.at:
                    entity = scene.entities[scene.at[i]]
                    return Speaker(entity.name, entity.id), scene.at[i]
                part = [j for j in range(verb + 1, i + 1) if tokens[j].sentence == tokens[i].sentence]
                return Speaker(_name(scene, part)), None
    return None


def _told_to(scene: _Scene, cue: Sequence[int]) -> tuple[str, ...]:
    """ "told the Harbour Post": the outlet that the words were spoken to."""
    tokens = scene.tokens
    found = []
    for verb in cue:
        lemma = tokens[verb].lemma.lower()
        if lemma not in TELLING:
            continue
        for i in range(verb + 1, min(len(tokens), verb + 8)):
            if tokens[i].head == verb and tokens[i].relation in ("obj", "iobj") and i in scene.at:
                entity = scene.entities[scene.at[i]]
                words = {w.lower() for w in entity.name.split()}
                if entity.type == "organization" and words & MEDIA:
                    found.append(entity.name)
    return tuple(found)
