"""Proper names by their shape: where a name begins and ends, and what kind of thing it names.

The tagger sees one mention at a time and cuts names it does not know. News writes names in capitals and
says what they are: "spokesman Ben Pell", "Oro Inc.", "the town of Varn", "Pell, 41,". Here each run of
capitalised words is one name, and every mention of a name votes for its kind, with the tagger's vote
among them.

Public: :func:`find_propers`.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from firsthand.model import Token
from firsthand.model.names import BODY_WORDS, TITLES, country_of, fold, is_country_word, name_key
from firsthand.model.outlets import agency_of, is_media
from firsthand.reading.encoder import Name

#: Left words of bodies' names that go on with "of" or "for".
_OF_BODIES = BODY_WORDS | frozenset({"state", "states", "republic", "secretary", "chamber", "academy"})
PLACE_WORDS = frozenset(
    "river lake bay sea ocean island islands mountain mountains valley county province oblast region"
    " city town village street avenue road square bridge airport station beach coast park harbour"
    " harbor port district peninsula strait gulf desert forest bank strip".split()
)
#: Last words of the names of events, laws and days.
EVENT_WORDS = frozenset(
    "war day games act agreement treaty accord attack crisis summit cup festival eve year bill open deal partnership"
    " revolution olympics election championship series award awards prize".split()
)
#: Nouns before a name that say it is a person's, a body's, a place's.
_PERSON_NOUNS = frozenset(
    "spokesman spokeswoman spokesperson coach adviser advisor analyst guard forward attorney lawyer counsel"
    " professor actor singer author reporter correspondent journalist editor owner founder rabbi father"
    " mother brother sister son daughter wife husband sister cousin mr mrs ms dr drs president minister"
    " chancellor senator governor mayor king queen prince pope bishop judge chief executive secretary"
    " director chairman chairwoman leader premier commander general officer captain pilot player teacher"
    " economist strategist commentator prosecutor activist resident witness driver official ambassador envoy host byline"
    " congressman representative sheriff detective man woman girl boy teenager".split()
)
_BODY_NOUNS = frozenset(
    "company firm bank agency airline group giant maker chipmaker carrier retailer provider operator"
    " newspaper magazine broadcaster channel website outlet startup charity party university hospital regulator"
    " watchdog daily network station supplier utility insurer manufacturer".split()
)
_PLACE_NOUNS = frozenset(
    "city town village capital province state county region suburb district island hamlet".split()
)
#: Nouns behind a name that say it is a body's.
_BODY_TAILS = frozenset(
    "spokesman spokeswoman spokesperson spokespeople officials employees executives shares stock shareholders"
    " customers ceo cfo subsidiary board management workers staff players guests shareholder headquarters unit bid offer deal proposal profit revenue earnings stake"
    " takeover lawyers products business".split()
)
#: How news writes states of the United States behind a town.
_STATES = frozenset(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev n.h n.j n.m n.y"
    " n.c n.d okla ore pa r.i s.c s.d tenn tex vt va wash w.va wis wyo alabama alaska arizona arkansas california"
    " colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana"
    " maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma"
    " oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming".split()
) | {
    "new hampshire", "new jersey", "new mexico", "new york", "north carolina", "north dakota", "rhode island",
    "south carolina", "south dakota", "west virginia", "new york city",
}  # fmt: skip
_NEVER = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
    " september october november december jan feb mar apr jun jul aug sept sep oct nov dec i mon tue wed thu fri"
    " sat sun am pm photo video file advertisement read related more".split()
)
_BEFORE_MONTHS = frozenset("in since until by between last early late mid this of from next".split())
_JOINING = frozenset({"of", "for", "de", "do", "da", "del", "la", "van", "von", "der", "bin", "al", "el"})
_PLURALS = frozenset({"people", "women", "men", "workers", "children", "veterans", "players", "teachers"})
TAGGER = 1.5  #: the tagger's vote, beside one for each mention's context
_CONTEXT_IN = frozenset({"in", "near", "outside", "across", "around", "toward", "towards"})


def find_propers(text: str, tokens: Sequence[Token], tagged: Sequence[Name]) -> list[Name]:
    """The names of a text, whole, each with one kind.

    Args:
        text: The report's text.
        tokens: Its words.
        tagged: The tagger's names; they vote, and stand where no capitalised run covers them.

    Cost: linear in the tokens.

    Example:
        >>> from firsthand.reading.tokens import tokenize
        >>> text = "The firm said Varn River Times and its spokesman Ben Pell-Oro left."
        >>> tokens = [Token(s.start, s.end, s.of(text), "", -1, "", 0) for s in tokenize(text)]
        >>> [(n.span.of(text), n.type) for n in find_propers(text, tokens, [])]
        [('Varn River Times', 'organization'), ('Ben Pell-Oro', 'person')]
    """
    surfaces = [text[t.start : t.end] for t in tokens]
    runs = _runs(text, tokens, surfaces, tagged)
    parts = _parted(surfaces, [part for run in runs for part in _split(surfaces, run)])
    # "Jong-un" and "Jong Un" are one key: the first form met.
    first: dict[tuple[str, ...], tuple[str, ...]] = {}
    keys = [first.setdefault(_folded(surfaces, part), _key(surfaces, part)) for part in parts]
    votes: dict[tuple[str, ...], Counter[str]] = {key: Counter() for key in keys}
    seen: dict[tuple[str, ...], Counter[str]] = {key: Counter() for key in votes}
    starts = [n.start for n in tagged]
    for part, key in zip(parts, keys, strict=True):
        _vote(surfaces, part, votes[key])
        begin, end = tokens[part.start].start, tokens[part.stop - 1].end
        for n in range(bisect_left(starts, begin), bisect_left(starts, end)):
            seen[key][tagged[n].type] += 2 if (tagged[n].start, tagged[n].end) == (begin, end) else 1
    for key, kinds in seen.items():
        if kinds:
            votes[key][min(kinds, key=lambda kind: (-kinds[kind], kind))] += TAGGER  # type: ignore[assignment]
    _share(surfaces, parts, keys, votes)
    counts = Counter(keys)
    names = []
    for part, key in zip(parts, keys, strict=True):
        kind = _kind(key, votes, counts)
        if kind is not None:
            names.append(Name(tokens[part.start].start, tokens[part.stop - 1].end, kind))
    covered = {i for n in names for i in range(n.start, n.end)}
    names += [n for n in tagged if covered.isdisjoint(range(n.start, n.end)) and text[n.start].isupper()]
    return sorted(names, key=lambda n: (n.start, n.end))


def _folded(surfaces: Sequence[str], part: range) -> tuple[str, ...]:
    return tuple(word.lower() for word in _key(surfaces, part))


def _parted(surfaces: Sequence[str], parts: Sequence[range]) -> list[range]:
    """Parts cut where their end, or what follows an agency's name, is a name of its own elsewhere."""
    whole = {_folded(surfaces, part) for part in parts}
    out: list[range] = []
    for part in parts:
        cut = next(
            (
                k
                for k in range(part.start + 1, part.stop)
                if surfaces[k] != "-"
                and _folded(surfaces, range(k, part.stop)) in whole
                and (
                    (part.stop - k > 1 and surfaces[k - 1] not in ("-", "&", "of", "the", "and"))
                    or agency_of(" ".join(surfaces[part.start : k]))
                    or (surfaces[k - 1] == "-" and is_country_word(" ".join(surfaces[k : part.stop])))
                )
            ),
            None,
        )
        if cut is None:
            out.append(part)
            continue
        stop = cut - (surfaces[cut - 1] == "-")
        out += [range(part.start, stop), range(cut, part.stop)]
    return out


def _share(
    surfaces: Sequence[str],
    parts: Sequence[range],
    keys: Sequence[tuple[str, ...]],
    votes: dict[tuple[str, ...], Counter[str]],
) -> None:
    """A long name and its short form vote together: people come back by last names, bodies by first words."""
    single = Counter(surfaces[p.start] for p in parts if len(p) == 1)
    for key in sorted(votes):
        if len(key) < 2:
            continue
        first, last = single[key[0]], single[key[-1]]
        votes[key]["person"] += min(2, last)
        votes[key]["organization"] += min(2, first) if not last and not is_country_word(key[0]) else 0
        if (key[-1],) in votes and not is_country_word(key[-1]):
            votes[(key[-1],)] += votes[key]
        elif (key[0],) in votes and votes[key]["person"] > votes[key]["organization"]:
            # Where family names come first.
            votes[(key[0],)] += votes[key]
    for (before, one), (after, other) in itertools.pairwise(zip(parts, keys, strict=True)):
        # Of two who are joined, one that is surely a person makes the other one.
        if after.start - before.stop == 1 and surfaces[before.stop] == "and":
            a, b = votes[one], votes[other]
            if max(a["person"], b["person"]) >= 3 and max(a["organization"], b["organization"]) <= 1:
                a["person"] += 2
                b["person"] += 2


def _key(surfaces: Sequence[str], part: range) -> tuple[str, ...]:
    return tuple(surfaces[i] for i in part if surfaces[i] != "-")


def _runs(text: str, tokens: Sequence[Token], surfaces: Sequence[str], tagged: Sequence[Name]) -> list[range]:
    """Runs of capitalised words, with what joins them."""
    shouted = _title_cased(tokens, surfaces)
    inner = Counter(
        surfaces[i]
        for i in range(1, len(tokens))
        if surfaces[i][0].isupper() and tokens[i].sentence not in shouted and not _begins(tokens, surfaces, i)
    )
    low = {s for s in surfaces if s[0].islower()}
    named = {n.start for n in tagged}
    runs: list[range] = []
    i = 0
    while i < len(tokens):
        if not _starts(tokens, surfaces, i, inner, low, named, shouted):
            i += 1
            continue
        end = i + 1
        while (step := _goes_on(text, tokens, surfaces, i, end)) is not None:
            if tokens[i].sentence in shouted and not inner[surfaces[end]]:
                break
            end = step
        runs.append(range(i, end))
        i = end
    return runs


def _begins(tokens: Sequence[Token], surfaces: Sequence[str], i: int) -> bool:
    """Whether a capital says nothing: at the beginning of a sentence, a quotation or behind a colon."""
    if i == 0 or tokens[i - 1].sentence != tokens[i].sentence:
        return True
    return surfaces[i - 1] in ("“", '"', "‘", "'", ":", "•", "(", "[", "—", "–")


def _title_cased(tokens: Sequence[Token], surfaces: Sequence[str]) -> frozenset[int]:
    """Sentences in which nearly all words are capitalised: headlines, whose capitals say nothing."""
    counts: dict[int, list[int]] = {}
    last: dict[int, str] = {}
    for token, surface in zip(tokens, surfaces, strict=True):
        last[token.sentence] = surface
        if len(surface) > 3 and surface[0].isalpha():
            counts.setdefault(token.sentence, []).append(surface[0].isupper())
    return frozenset(
        n
        for n, flags in counts.items()
        if len(flags) > 4 and sum(flags) > 0.75 * len(flags) and last[n] != "."
    )


def _starts(
    tokens: Sequence[Token],
    surfaces: Sequence[str],
    i: int,
    inner: Counter[str],
    low: set[str],
    named: set[int],
    shouted: frozenset[int],
) -> bool:
    surface = surfaces[i]
    word = surface.lower().rstrip(".")
    if not surface[0].isupper() or word in _NEVER or (len(word) < 2 and not surface.endswith(".")):
        return False
    if surface == "May" and (
        surfaces[i - 1].lower() in _BEFORE_MONTHS or (i + 1 < len(surfaces) and surfaces[i + 1][0].isdigit())
    ):
        return False
    if tokens[i].sentence in shouted:
        return inner[surface] > 0 and word not in low
    if not _begins(tokens, surfaces, i):
        return True
    if word in low or tokens[i].tag in (
        "DET",
        "PRON",
        "ADP",
        "SCONJ",
        "CCONJ",
        "AUX",
        "VERB",
        "ADV",
        "NUM",
        "INTJ",
    ):
        return inner[surface] > 0 and word not in low
    following = surfaces[i + 1] if i + 1 < len(tokens) else ""
    return inner[surface] > 0 or tokens[i].start in named or (tokens[i].tag == "PROPN" and len(following) > 0)


def _goes_on(text: str, tokens: Sequence[Token], surfaces: Sequence[str], start: int, end: int) -> int | None:
    """Where the run ends if it takes up what stands at ``end``, or None."""
    if end >= len(tokens) or tokens[end].sentence != tokens[start].sentence:
        return None
    gap = text[tokens[end - 1].end : tokens[end].start]
    surface, last = surfaces[end], surfaces[end - 1]
    after = surfaces[end + 1] if end + 1 < len(tokens) else ""
    if "\n" in gap:
        return None
    if surface[0].isupper():
        return end + 1 if surface.lower() not in _NEVER and len(gap) <= 1 else None
    if surface == "-" and not gap and after and not text[tokens[end].end : tokens[end + 1].start]:
        return end + 2 if after[0].isupper() or (len(after) <= 4 and after.isalpha()) else None
    if surface == "&" and after[:1].isupper():
        return end + 2
    if surface in ("'s", "’s", "'", "’") and last.lower() in _PLURALS and after[:1].isupper():
        return end + 2
    left = last.lower().rstrip(".")
    if surface in _JOINING and after[:1].isupper() and (surface not in ("of", "for") or left in _OF_BODIES):
        return end + 2
    if (
        surface == "of"
        and after in ("the", "The")
        and end + 2 < len(tokens)
        and surfaces[end + 2][0].isupper()
    ):
        return end + 3 if left in _OF_BODIES else None
    if surface == "and" and after[:1].isupper() and start and surfaces[start - 1].lower() == "the":
        stop = end + 2
        while stop < len(tokens) and surfaces[stop][0].isupper():
            stop += 1
        return stop if surfaces[stop - 1].lower() in BODY_WORDS and stop - end > 2 else None
    return None


def _split(surfaces: Sequence[str], run: range) -> list[range]:
    """The names in one run: parted at an office that stands before a person's name, without articles."""
    words = [surfaces[i].lower().rstrip(".") for i in run]
    start = run.start
    while start < run.stop - 1 and words[start - run.start] in ("the", "a", "an"):
        start += 1
    offices = [
        k for k in range(start - run.start, len(words)) if words[k] in TITLES or words[k] in _PERSON_NOUNS
    ]
    if offices and words[-1] not in BODY_WORDS | TITLES | _PERSON_NOUNS:
        tail = offices[-1] + 1
        if 0 < len(words) - tail <= 6 and "of" not in words[tail:]:
            head = range(start, run.start + offices[0])
            return [*([head] if len(head) else []), range(run.start + tail, run.stop)]
    if all(w in TITLES or w in _PERSON_NOUNS for w in words[start - run.start :]):
        return []
    if offices and words[-2:-1] == ["of"] and len(words) == offices[-1] + 3 and is_country_word(words[-1]):
        start = run.stop - 1  # "Secretary of Arvia" names the country
    # An adjective of a country before a person's name is no part of it.
    stop = run.stop
    while stop > start and surfaces[stop - 1] in ("-", "&"):
        stop -= 1
    return [range(start, stop)] if stop > start else []


def _vote(surfaces: Sequence[str], part: range, vote: Counter[str]) -> None:
    """What the words around one mention say of its name's kind."""
    before = surfaces[part.start - 1].lower().rstrip(".") if part.start else ""
    further = surfaces[part.start - 2].lower() if part.start > 1 else ""
    after = surfaces[part.stop].lower() if part.stop < len(surfaces) else ""
    beyond = surfaces[part.stop + 1].lower() if part.stop + 1 < len(surfaces) else ""
    if before in _PERSON_NOUNS or (before in TITLES and surfaces[part.start - 1][0].isupper()):
        vote["person"] += 3
    if before in _BODY_NOUNS:
        vote["organization"] += 3
    if before == "of" and further in _PLACE_NOUNS:
        vote["place"] += 3
    if before in _CONTEXT_IN or before in _PLACE_NOUNS:
        vote["place"] += 2
    if before == "the":
        vote["place" if further in _CONTEXT_IN else "organization"] += 1
    if after == "," and beyond.isdigit() and 2 <= len(beyond) <= 3:
        vote["person"] += 3
    if after == "," and (beyond.rstrip(".") in _STATES or is_country_word(beyond)):
        vote["place"] += 2
    if after == "," and beyond == "who":
        vote["person"] += 1
    tail = beyond if after in ("'s", "’s") else after
    if tail in _BODY_TAILS or (after in ("'s", "’s") and tail in ("chief", "shares")):
        vote["organization"] += 2
    if after in ("said", "says") and beyond in ("it", "its", "he", "she"):
        vote["organization" if beyond in ("it", "its") else "person"] += 2


def _kind(
    key: tuple[str, ...],
    votes: dict[tuple[str, ...], Counter[str]],
    counts: Counter[tuple[str, ...]],
) -> str | None:
    """The kind of a name, or None where the capital names nothing."""
    name = " ".join(key)
    if name in ("North", "South", "East", "West"):
        return None
    if is_country_word(name) or name.lower() in _STATES:
        return "place"
    if agency_of(name) or (len(key) > 1 and is_media(name)):
        return "organization"
    last = key[-1].lower().rstrip(".")
    vote = votes[key]
    if len(key) > 1 and last in BODY_WORDS and last != "bank" and vote["person"] < 6:
        return "organization"
    if len(key) > 1 and last in EVENT_WORDS:
        return "other"
    left = key[key.index("of") - 1].lower() if "of" in key[1:] else ""
    if left in BODY_WORDS:
        return "organization"
    if len(key) > 1 and last in PLACE_WORDS and vote["organization"] < 4 and vote["person"] <= vote["place"]:
        return "place"
    if len(key) > 1 and country_of(name) and len(name_key(name)) == 1:
        return "place"
    is_alone = len(key) == 1 and not any(len(k) > 1 and key[0] in (k[0], k[-1]) for k in votes)
    if is_alone and vote["person"] <= TAGGER:
        # People are named in full once; a single name that nothing calls a person is a body's.
        vote = Counter({kind: n for kind, n in vote.items() if kind != "person"})
    if vote:
        best = min(vote, key=lambda kind: (-vote[kind], kind))
        if vote[best] > 0:
            return best
    if len(key) == 1 and key[0].isupper() and len(key[0]) > 1:
        return "organization"
    if len(key) == 1 and is_alone and counts[key] > 1:
        return "organization"
    if len(key) == 1:
        # One word that nobody votes for: only a part of a longer name's.
        whole = [k for k in votes if len(k) > 1 and key[0] in (k[0], k[-1])]
        return _kind(whole[0], votes, counts) if whole and fold(key[0]) else None
    return "person" if len(key) <= 3 else "organization"
