"""Speakers: how often a source is resolved to whom it stands for, by the kind of the source.

    python benchmarks/quality/speakers.py ../shared/data/syntax/gum [--genres news,bio] [--errors]

GUM's coreference is the measure. Sources are the subjects of verbs of saying and what "according to"
governs, by the gold trees; words, names and everything else come from the shipped reader. A source is
*right* when it is resolved to the entity that most of its gold cluster's names are in, or, where the
cluster has no name, when it is given no entity and keeps the words of its cluster; *open* when nobody is
given; else *wrong*. An open source costs an origin, a wrong one makes a false one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from firsthand.model import Attribution, Entity, Report, Span, Speaker
from firsthand.reading.encoder import Encoder
from firsthand.reading.entities import find_entities
from firsthand.reading.sentences import split_sentences
from firsthand.reading.speakers import resolve_speakers

SAYING = frozenset(
    "say tell add announce report claim state note confirm deny believe think argue explain suggest warn insist"
    " write tweet declare admit acknowledge reveal estimate predict ask reply comment".split()
)
BESIDE = ("appos", "flat", "nmod:desc", "nmod:unmarked")  #: how a name hangs from an office
KINDS = ("full name", "title", "last name", "pronoun", "description", "group")


@dataclass
class Word:
    """One gold word."""

    span: Span
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int  #: index in the document; -1: root
    relation: str


@dataclass
class Document:
    """One text with its words and its mentions: (cluster, first word, last word)."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    mentions: list[tuple[str, int, int]] = field(default_factory=list)

    def top(self, first: int, last: int) -> int:
        """The word of a mention that governs the others."""
        return next((i for i in range(first, last + 1) if not first <= self.words[i].head <= last), last)

    def name(self, top: int) -> bool:
        """Whether a mention names somebody: by its governing word, or by a name beside its office."""
        return self.words[top].upos == "PROPN" or any(
            w.head == top and w.upos == "PROPN" and w.relation in BESIDE for w in self.words[top : top + 12]
        )

    def below(self, top: int) -> list[int]:
        """The words of a phrase, without prepositions before it, relative clauses and asides."""
        found = {top}
        grown = True
        while grown:
            grown = False
            for i in range(max(0, top - 25), min(len(self.words), top + 25)):
                word = self.words[i]
                if word.head == top and word.relation == "case" and i < top:
                    continue
                if (
                    i not in found
                    and word.head in found
                    and word.relation not in ("acl:relcl", "parataxis", "punct")
                ):
                    found.add(i)
                    grown = True
        return sorted(found)


def document(path: Path) -> Document:
    """One CoNLL-U file of GUM, its text put together as the files say (paragraphs on lines of their own)."""
    out = Document()
    base, open_, tight = 0, {}, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and "block" not in line and out.text:
            out.text = out.text.rstrip() + "\n"
        row = line.split("\t")
        if not line:
            base = len(out.words)
        if len(row) != 10 or "." in row[0]:
            continue
        if "-" in row[0]:
            tight = int(row[0].split("-")[1])
            last_tight = "SpaceAfter=No" in row[9]
            continue
        number = int(row[0])
        start = len(out.text)
        out.text += row[1]
        inside = number < tight
        if not inside and not ("SpaceAfter=No" in row[9] or (number == tight and last_tight)):
            out.text += " "
        if number >= tight:
            tight = 0
        head = base + int(row[6]) - 1 if row[6] != "0" else -1
        out.words.append(Word(Span(start, start + len(row[1])), row[1], row[2], row[3], row[4], head, row[7]))
        at = len(out.words) - 1
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for mark in re.findall(r"\([^()]*\)?|[^()]+\)", entity.group(1)) if entity else ():
            name = mark.strip("()").split("-")[0]
            if mark.startswith("("):
                open_.setdefault(name, []).append(at)
            if mark.endswith(")") and open_.get(name):
                out.mentions.append((name, open_[name].pop(), at))
    return out


def sources(doc: Document) -> Iterator[tuple[int, int]]:
    """(governing word, cue word) of each source."""
    for i, word in enumerate(doc.words):
        below = {
            doc.words[j].relation.split(":")[0]: j
            for j in range(max(0, i - 30), min(len(doc.words), i + 30))
            if doc.words[j].head == i
        }
        if (
            word.lemma in SAYING
            and word.upos == "VERB"
            and ("ccomp" in below or "parataxis" in below or word.relation == "parataxis")
        ):
            subject = next(
                (
                    j
                    for j, w in enumerate(doc.words[max(0, i - 40) : i + 12], max(0, i - 40))
                    if w.head == i and w.relation == "nsubj"
                ),
                None,
            )
            if subject is not None:
                yield subject, i
        if word.form.lower() == "according" and word.relation == "case" and word.head >= 0:
            yield word.head, i


def kind_of(doc: Document, top: int, names: list[int]) -> str:
    """What kind of source a word governs."""
    word = doc.words[top]
    if word.upos == "PRON":
        return "pronoun"
    if word.upos != "PROPN" and doc.name(top):
        return "title"
    if word.upos != "PROPN":
        return "group" if word.xpos in ("NNS", "NNPS") else "description"
    size = sum(doc.words[i].upos == "PROPN" for i in doc.below(top))
    if any(doc.words[i].upos == "NOUN" and i < top for i in doc.below(top)):
        return "title"
    longest = max((sum(doc.words[i].upos == "PROPN" for i in doc.below(n)) for n in names), default=1)
    return "last name" if size == 1 and longest > 1 else "full name"


def measure(path: Path) -> Iterator[tuple[str, str, str]]:
    """(kind, "right" | "open" | "wrong", what was said) of each source of one text."""
    doc = document(path)
    report = Report(id=path.stem, text=doc.text)
    analysis = Encoder.shipped().analyze(doc.text, split_sentences(doc.text, ()))
    entities = find_entities(doc.text, analysis.names, analysis.tokens)
    cluster_at: dict[int, str] = {}  #: governing word of a mention → cluster, the widest mention first
    for name, first, last in sorted(doc.mentions, key=lambda m: m[1] - m[2]):
        cluster_at.setdefault(doc.top(first, last), name)
    for top, name in list(cluster_at.items()):
        for i in range(top + 1, min(len(doc.words), top + 12)):
            if doc.words[i].head == top and doc.words[i].relation in BESIDE:
                cluster_at.setdefault(i, name)
    tops: dict[str, list[int]] = {}
    for top, name in cluster_at.items():
        tops.setdefault(name, []).append(top)
    asked = [(top, cue) for top, cue in sources(doc) if top in cluster_at]
    said = []
    for top, cue in asked:
        phrase = doc.below(top)
        near = doc.words[cue].span
        said.append(
            Attribution(
                source=(Span(doc.words[phrase[0]].span.start, doc.words[phrase[-1]].span.end),),
                cue=(near,),
                content=(near,),
                form="indirect",
            )
        )
    found, _ = resolve_speakers(doc.text, analysis.tokens, said, entities, report)
    of_entity = {e.id: _cluster(doc, e, cluster_at) for e in entities}
    for (top, _), attribution in zip(asked, found, strict=True):
        cluster = cluster_at[top]
        names = [n for n in tops[cluster] if doc.name(n)]
        kind = kind_of(doc, top, names)
        verdict = _verdict(doc, attribution.speaker, cluster, tops[cluster], bool(names), of_entity, top)
        source = attribution.source[0].of(doc.text)
        wanted = [doc.words[n].form for n in (names or tops[cluster])[:3]]
        yield (
            kind if names else f"{kind}, nobody named",
            verdict,
            f"{path.stem}: {source!r} -> {attribution.speaker}, {wanted}",
        )


def _cluster(doc: Document, entity: Entity, cluster_at: dict[int, str]) -> str | None:
    """The gold cluster that most mentions of an entity are of."""
    votes = Counter(
        name
        for top, name in cluster_at.items()
        if any(m.contains(doc.words[top].span) for m in entity.mentions)
    )
    return votes.most_common(1)[0][0] if votes else None


def _verdict(
    doc: Document,
    speaker: Speaker | None,
    cluster: str,
    tops: list[int],
    is_named: bool,
    of_entity: dict[str, str | None],
    top: int,
) -> str:
    if speaker is None:
        return "open"
    if speaker.entity is not None:
        return "right" if of_entity.get(speaker.entity) == cluster else "wrong"
    words = {w.lower() for w in re.findall(r"\w+", speaker.name)}
    keeps = any(doc.words[t].form.lower() in words for t in tops if doc.words[t].upos != "PRON")
    if is_named:
        return "open" if keeps and doc.words[top].upos != "PRON" else "right" if keeps else "wrong"
    return "right" if keeps else "wrong"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gum", type=Path)
    parser.add_argument("--genres", default="news")
    parser.add_argument("--errors", action="store_true", help="print what was not right")
    args = parser.parse_args()
    rows = [
        row
        for genre in args.genres.split(",")
        for path in sorted(args.gum.glob(f"GUM_{genre}_*.conllu"))
        for row in measure(path)
    ]
    if args.errors:
        for kind, verdict, text in rows:
            if verdict != "right":
                print(f"{verdict:<6}{kind:<28}{text}")
    count = Counter((kind, verdict) for kind, verdict, _ in rows)
    kinds = [k for base in KINDS for k in (base, f"{base}, nobody named") if any(r[0] == k for r in rows)]
    print(f"{'kind':<28}{'all':>5}{'right':>7}{'open':>6}{'wrong':>7}")
    for kind in (*kinds, "all"):
        n = {
            v: sum(c for (k, w), c in count.items() if w == v and kind in (k, "all"))
            for v in ("right", "open", "wrong")
        }
        total = sum(n.values())
        shares = (round(100 * n[v] / total, 1) for v in ("right", "open", "wrong"))
        print(f"{kind:<28}{total:>5}{next(shares):>7}{next(shares):>6}{next(shares):>7}")


if __name__ == "__main__":
    main()
