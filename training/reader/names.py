"""Names for training: persons, bodies and places of three sets, in one form.

Universal NER labels every name of EWT: ``O`` or ``B``/``I`` with PER, ORG or LOC. GUM and MEANTIME mark
entities, named or not, by other rules: with articles and titles, peoples among persons, countries now
and then as bodies. What maps surely is labelled, what does not is left out (``None``), and small words
outside every entity are ``O``.
"""

from __future__ import annotations

import collections
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

Labels = list[str | None]
Known = Mapping[str, str]  #: a name, folded, and the type that Universal NER gives it nearly always

TYPES = {"person": "PER", "organization": "ORG", "place": "LOC", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}
LABEL = re.compile(r"O|[BI]-(PER|ORG|LOC)")
#: Words that stand inside names; a name neither begins nor ends with them.
SMALL = frozenset(
    "of the and for in on at to & - 's ’s ' ’ . / de du la al el van von der bin ibn da di y".split()
)
TITLES = frozenset(
    "mr mrs ms dr prof professor sir lord lady king queen prince princess pope saint st president vice"
    " prime minister chancellor senator sen rep representative congressman governor gov mayor judge"
    " justice general gen colonel col captain capt lieutenant lt sergeant sgt major admiral secretary"
    " chief executive ceo chairman director spokesman spokeswoman spokesperson reverend rev father"
    " brother sister coach officer".split()
)
MIXED = frozenset(["'s", "’s", "'", "’"])  #: such a mark stands between two names
JOINED = re.compile(r"[-–][a-z]")  #: "London-based"


def names_of(path: Path) -> dict[tuple[str, ...], Labels]:
    """Universal NER labels by the words of the sentence. Other types than the three are no names."""
    return {words: [x if LABEL.fullmatch(x) else "O" for x in raw] for words, raw in _raw(path)}


def _raw(path: Path):
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.open(encoding="utf-8"), "\n"]:
        cells = line.rstrip("\n").split("\t")
        if cells[0].isdigit() and len(cells) > 2:
            words.append(cells[1])
            labels.append(cells[2])
        elif not line.strip():
            if words:
                yield tuple(words), labels
            words, labels = [], []


def known_types(path: Path) -> dict[str, str]:
    """What Universal NER says of each name: its type, ``OTH`` for none of the three, ``?`` for several."""
    seen: dict[str, collections.Counter[str]] = {}
    for words, labels in _raw(path):
        for first, last, kind in runs(labels):
            seen.setdefault(" ".join(words[first : last + 1]).lower(), collections.Counter())[kind] += 1
    return {
        name: best if n >= 0.9 * count.total() else "?"
        for name, count in seen.items()
        for best, n in count.most_common(1)
    }


def runs(labels: Sequence[str | None]) -> list[tuple[int, int, str]]:
    """Names as (first word, last word, type) of a labelled sentence."""
    out: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label is None or label == "O":
            continue
        if label[0] == "I" and out and out[-1][1] == i - 1 and out[-1][2] == label[2:]:
            out[-1] = (out[-1][0], i, label[2:])
        else:
            out.append((i, i, label[2:]))
    return out


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (len(word) > 1 and word[0].isdigit() and word[1].isupper())


def from_entities(
    words: Sequence[str], entities: Sequence[tuple[int, int, str, bool]], known: Known
) -> Labels:
    """Labels of one sentence from marked entities.

    Args:
        entities: (first word, last word, type, whether the annotation says that it is a name).
        known: What Universal NER calls names that it has: another type leaves a name out.
    """
    labels: Labels = [None if _is_capital(word) else "O" for word in words]
    taken: set[int] = set()
    for first, last, raw, named in sorted(entities, key=lambda e: (e[0] - e[1], e[0])):
        while first < last and not _is_capital(words[first]):
            first += 1
        if first < last and words[first].lower() in ("the", "a", "an"):
            labels[first], first = "O", first + 1
        while last > first and words[last].lower() in SMALL:
            last -= 1
        inside = range(first, last + 1)
        if taken.intersection(inside):
            continue
        is_name = all(_is_capital(words[i]) or words[i].lower() in SMALL for i in inside)
        if not (named and is_name and _is_capital(words[first]) and _is_capital(words[last])):
            continue
        kind = TYPES.get(raw)
        if kind is None:
            continue
        while kind == "PER" and first < last and words[first].lower().strip(".") in TITLES:
            labels[first], first = None, first + 1
        rest = [words[i].lower().strip(".") for i in range(first, last + 1)]
        if not MIXED.isdisjoint(rest) or (kind == "PER" and not (TITLES | {"of"}).isdisjoint(rest)):
            continue
        if JOINED.search(words[last]):
            continue
        taken.update(inside)
        if known.get(" ".join(words[first : last + 1]).lower(), kind) != kind:
            continue
        for i in range(first, last + 1):
            labels[i] = ("B-" if i == first else "I-") + kind
    return labels


def of_gum(rows: Sequence[Sequence[str]], known: Known) -> Labels:
    """Labels of a sentence of GUM: entities with a proper head. rows: cells of CoNLL-U.

    Peoples are no names by Universal NER; an entity that goes on over a sentence's end is left out.
    """
    opened: list[tuple[str, int, str]] = []
    found: list[tuple[int, int, str, bool]] = []
    for i, row in enumerate(rows):
        cell = next((x[7:] for x in row[9].split("|") if x.startswith("Entity=")), "")
        for sign, number, rest in re.findall(r"(\(?)(\d+)((?:-[^()]*)?\)?)", cell):
            if sign:
                opened.append((number, i, rest.split("-")[1].rstrip(")") if "-" in rest else ""))
            if rest.endswith(")"):
                at = next((k for k in range(len(opened) - 1, -1, -1) if opened[k][0] == number), None)
                if at is None:
                    continue
                _, first, kind = opened.pop(at)
                inside = {str(k + 1) for k in range(first, i + 1)}
                heads = [k for k in range(first, i + 1) if rows[k][6] not in inside]
                proper = any(rows[k][3] == "PROPN" for k in heads)
                people = kind == "person" and any(rows[k][4] == "NNPS" for k in heads)
                found.append((first, i, kind, proper and not people))
    labels = from_entities([row[1] for row in rows], found, known)
    dates = {k for first, last, kind, _ in found if kind == "time" for k in range(first, last + 1)}
    for i, row in enumerate(rows):
        if labels[i] is None and (i in dates or row[3] not in ("PROPN", "NOUN", "ADJ", "X")):
            labels[i] = "O"
    return labels


def of_meantime(folder: Path, known: Known) -> list[list[tuple[list[str], Labels]]]:
    """Reports of MEANTIME as sentences of (words, labels): the first sentences, which it annotates."""
    reports = []
    for path in sorted(folder.glob("*/*.xml")):
        root = ElementTree.parse(path).getroot()
        tokens = [(t.get("t_id"), int(t.get("sentence")), t.text) for t in root.iter("token")]
        place = {key: i for i, (key, _, _) in enumerate(tokens)}
        types = {e.get("m_id"): e.get("ent_type", "") for e in root.iter("ENTITY")}
        kind_of: dict[str, str] = {}
        for link in root.iter("REFERS_TO"):
            target = link.find("target")
            if target is not None:
                for source in link.iter("source"):
                    kind_of[source.get("m_id")] = types.get(target.get("m_id"), "")
        mentions = []
        for mention in root.iter("ENTITY_MENTION"):
            at = [place[a.get("t_id")] for a in mention.iter("token_anchor")]
            if at:
                named = mention.get("syntactic_type") in ("NAM", "PRE.NAM")
                kind = kind_of.get(mention.get("m_id"), "")
                mentions.append((min(at), max(at), kind, named and len(at) == max(at) - min(at) + 1))
        if not mentions:
            continue
        until = tokens[max(last for _, last, _, _ in mentions)][1]
        sentences = []
        for number in range(until + 1):
            at = [i for i, (_, s, _) in enumerate(tokens) if s == number]
            if at:
                inside = [
                    (f - at[0], e - at[0], k, n) for f, e, k, n in mentions if at[0] <= f and e <= at[-1]
                ]
                words = [tokens[i][2] for i in at]
                sentences.append((words, from_entities(words, inside, known)))
        reports.append(sentences)
    return reports


class Others:
    """Other names of the same type and number of words: a window with them is another example.

    Network and reader alike should lean on what stands around a name, not on having seen it (mention
    replacement: Dai and Adel 2020).
    """

    LEAST = 20  #: names of a kind from which a draw is worth it

    def __init__(self, labelled: Sequence[tuple[Sequence[str], Labels]]) -> None:
        pool: dict[tuple[str, int], set[tuple[str, ...]]] = collections.defaultdict(set)
        for words, labels in labelled:
            for first, last, kind in runs(labels):
                name = tuple(words[first : last + 1])
                if all(w[0].isupper() for w in name):
                    pool[kind, len(name)].add(name)
        self._pool = {key: sorted(names) for key, names in pool.items() if len(names) >= self.LEAST}

    def drawn(self, words: Sequence[str], labels: Labels, share: float, rng: random.Random) -> list[str]:
        """The words with so large a share of their names replaced. Small letters stay small."""
        out = list(words)
        for first, last, kind in runs(labels):
            pool = self._pool.get((kind, last - first + 1))
            if pool and rng.random() < share:
                small = all(w.islower() for w in words[first : last + 1])
                out[first : last + 1] = [w.lower() if small else w for w in rng.choice(pool)]
        return out
