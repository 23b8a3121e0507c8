"""How many copied passages are found, and how many that are found are true.

    python benchmarks/quality/passages.py SET.jsonl [more]

600 documents are made from the sets (``benchmarks/corpus.py``): reports, and each of them verbatim,
trimmed to half, with 12 % of its words edited, with its sentences in another order, with three
sentences of it inside another article, in another desk's house style, and in house style with edits. Each
is printed by another outlet; every outlet puts lines of its own under all it prints, and agencies theirs under some: traps, that
count as false when they are told as prose.

Found, for a pair: passages cover at least half of the characters that were taken over, on both sides, each
where it came from. True, for a passage: both sides are of one stretch of one report. Side by side, where
they are installed: MinHash-LSH of whole documents (datasketch, rensa) and Debian's sim_text.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import corpus
from firsthand.lineage import find_passages
from firsthand.model import Report

N_SOURCES, N_DOCUMENTS, N_OUTLETS = 70, 600, 60
KINDS: dict[str, Callable[[str, str, random.Random], list[corpus.Piece]]] = {
    "verbatim": lambda text, host, chance: corpus.sentences(text),
    "trimmed to half": lambda text, host, chance: corpus.trim(text),
    "12 % edited": lambda text, host, chance: corpus.edit(text, chance),
    "reordered": lambda text, host, chance: corpus.reorder(text, chance),
    "three sentences pasted": lambda text, host, chance: corpus.paste(host, text, chance),
    "house style": lambda text, host, chance: corpus.house_style(text),
    "rewritten": lambda text, host, chance: corpus.rewrite(text, chance),
}

Spans = tuple[str, int, int, str, int, int]  #: id, start, end, id, start, end


@dataclass(frozen=True)
class Document:
    """A made document: ``places`` says for its stretches which stretch of the source they are of."""

    id: str
    source: str
    kind: str  #: "" for a report as it stands
    text: str
    outlet: str
    places: tuple[tuple[int, int, int, int], ...]

    def in_source(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the source that a stretch of this document is of."""
        out = []
        for mine, mine_end, theirs, theirs_end in self.places:
            a, b = max(start, mine), min(end, mine_end)
            if a < b:
                scale = (theirs_end - theirs) / (mine_end - mine)
                out.append((round(theirs + (a - mine) * scale), round(theirs + (b - mine) * scale)))
        return out


def made(records: Sequence[corpus.Record], seed: int = 0) -> list[Document]:
    """The documents, the same for the same sets and seed."""
    chance = random.Random(seed)
    bases = _unrelated(records, 2 * N_SOURCES + N_DOCUMENTS - N_SOURCES * (1 + len(KINDS)), chance)
    sources, hosts, others = bases[:N_SOURCES], bases[N_SOURCES : 2 * N_SOURCES], bases[2 * N_SOURCES :]
    out = []
    for source, host in zip(sources, hosts, strict=True):
        outlets = chance.sample(range(N_OUTLETS), 1 + len(KINDS))
        out.append(_printed(source, "", corpus.sentences(source), outlets[0], chance))
        for (kind, change), outlet in zip(KINDS.items(), outlets[1:], strict=True):
            pieces = change(source, host, chance)
            while kind == "three sentences pasted" and sum(len(p.text) for p in pieces if p.end) < 200:
                pieces = change(source, host, chance)
            out.append(_printed(source, kind, pieces, outlet, chance))
    out += [_printed(t, "", corpus.sentences(t), chance.randrange(N_OUTLETS), chance) for t in others]
    chance.shuffle(out)
    return out


def _unrelated(records: Sequence[corpus.Record], n: int, chance: random.Random) -> list[str]:
    """Texts of different stories that have no eight words in a row in common."""
    by_story: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if 150 <= len(record["text"].split()) <= 900:
            by_story[record["story"]].append(record["text"])
    texts = [chance.choice(texts) for _, texts in sorted(by_story.items())]
    chance.shuffle(texts)
    seen: set[tuple[str, ...]] = set()
    kept = []
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        runs = {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
        if not runs & seen and len(runs) > 0.97 * (len(words) - 7):
            kept.append(text)
            seen |= runs
    if len(kept) < n:
        sys.exit(f"found {len(kept)} unrelated reports of 150 to 900 words, expected {n}: give more sets")
    return kept[:n]


def _printed(
    source: str, kind: str, pieces: Sequence[corpus.Piece], outlet: int, chance: random.Random
) -> Document:
    places, at = [], 0
    for piece in pieces:
        if piece.end and piece.text:
            places.append((at, at + len(piece.text), piece.start, piece.end))
        at += len(piece.text) + 1
    lines = [corpus.footer(outlet) or corpus.agency_line(100 + outlet)]
    if chance.random() < 0.2:
        lines.append(corpus.agency_line(chance.randrange(3)))
    text = "\n".join([corpus.joined(pieces), *lines])
    name = f"{abs(hash_of(source)):x}-{kind or 'source'}"
    return Document(name, f"{hash_of(source):x}", kind, text, f"outlet{outlet}.example", tuple(places))


def hash_of(text: str) -> int:
    """A number for a text, the same in every process."""
    import zlib

    return zlib.crc32(text.encode())


# ------------------------------------------------------------------ who finds what


def ours(documents: Sequence[Document]) -> list[Spans]:
    """Passages of prose by this package."""
    reports = [Report(id=d.id, text=d.text, outlet=d.outlet) for d in documents]
    return [
        (p.left, p.left_span.start, p.left_span.end, p.right, p.right_span.start, p.right_span.end)
        for p in find_passages(reports)
        if p.kind == "prose"
    ]


def sim_text(documents: Sequence[Document]) -> list[Spans]:
    """Runs of twelve words and more by Debian's similarity-tester, on files of one word a line."""
    found: list[Spans] = []
    with tempfile.TemporaryDirectory() as folder:
        words = []
        for n, document in enumerate(documents):
            words.append([m.span() for m in re.finditer(r"\w+", document.text)])
            lines = "\n".join(document.text[a:b].lower() for a, b in words[-1])
            Path(folder, f"{n}.txt").write_text(lines + "\n", "utf-8")
        files = [f"{n}.txt" for n in range(len(documents))]
        printed = subprocess.run(
            ["sim_text", "-n", "-s", "-r", "12", *files],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    line = re.compile(r"(\d+)\.txt: line (\d+)-(\d+)\s*\|(\d+)\.txt: line (\d+)-(\d+)")
    for match in line.finditer(printed):
        a, a0, a1, b, b0, b1 = map(int, match.groups())
        left, right = words[a], words[b]
        found.append(
            (
                documents[a].id, left[a0 - 1][0], left[min(a1, len(left)) - 1][1],
                documents[b].id, right[b0 - 1][0], right[min(b1, len(right)) - 1][1],
            )
        )  # fmt: skip
    return found


def minhash_pairs(library: str) -> Callable[[Sequence[Document]], list[tuple[str, str]]]:
    """Pairs of documents by MinHash-LSH over runs of five words, 128 permutations, threshold .5."""

    def shingles(text: str) -> list[str]:
        words = re.findall(r"\w+", text.lower())
        return [" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))]

    def datasketch_pairs(documents: Sequence[Document]) -> list[tuple[str, str]]:
        from datasketch import MinHash, MinHashLSH

        index, pairs = MinHashLSH(threshold=0.5, num_perm=128), []
        for document in documents:
            made = MinHash(num_perm=128)
            made.update_batch([s.encode() for s in shingles(document.text)])
            pairs += [(other, document.id) for other in index.query(made)]
            index.insert(document.id, made)
        return pairs

    def rensa_pairs(documents: Sequence[Document]) -> list[tuple[str, str]]:
        from rensa import RMinHash, RMinHashLSH

        index, pairs = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), []
        for n, document in enumerate(documents):
            made = RMinHash(num_perm=128, seed=42)
            made.update(shingles(document.text))
            pairs += [(documents[other].id, document.id) for other in index.query(made)]
            index.insert(n, made)
        return pairs

    return datasketch_pairs if library == "datasketch" else rensa_pairs


# ------------------------------------------------------------------ measures


def true_share(documents: dict[str, Document], found: Iterable[Spans]) -> tuple[int, int]:
    """(passages of which both sides are of one stretch of one report, all passages)."""
    right = total = 0
    for a, a0, a1, b, b0, b1 in found:
        total += 1
        one, two = documents[a], documents[b]
        if one.source == two.source:
            x, y = one.in_source(a0, a1), two.in_source(b0, b1)
            both = sum(max(0, min(p[1], q[1]) - max(p[0], q[0])) for p in x for q in y)
            least = min(sum(p[1] - p[0] for p in x), sum(q[1] - q[0] for q in y))
            right += 2 * both >= least > 0
    return right, total


def covered(documents: dict[str, Document], found: Iterable[Spans]) -> dict[str, list[float]]:
    """For each kind and pair (report, derived): the share of the taken characters that passages cover."""
    by_pair: dict[frozenset[str], list[Spans]] = defaultdict(list)
    for spans in found:
        by_pair[frozenset((spans[0], spans[3]))].append(spans)
    sources = {d.source: d for d in documents.values() if not d.kind}
    shares: dict[str, list[float]] = defaultdict(list)
    for document in documents.values():
        if not document.kind:
            continue
        source = sources[document.source]
        taken = bytearray(1 + max(p[3] for p in document.places))
        for place in document.places:
            taken[place[2] : place[3]] = b"\1" * (place[3] - place[2])
        total, on_both = sum(taken), taken
        for own in (source, document):
            hit = bytearray(len(taken))
            for a, a0, a1, _b, b0, b1 in by_pair[frozenset((source.id, document.id))]:
                start, end = (a0, a1) if a == own.id else (b0, b1)
                for x, y in own.in_source(start, end):
                    y = min(y, len(hit))
                    hit[x:y] = b"\1" * max(0, y - x)
            on_both = bytearray(p & q for p, q in zip(on_both, hit, strict=True))
        shares[document.kind].append(sum(on_both) / total)
    return shares


def main() -> None:
    """Print the table."""
    documents = made(corpus.load(sys.argv[1:]))
    by_id = {d.id: d for d in documents}
    pairs = {
        kind: [(d.id, next(s.id for s in documents if s.source == d.source and not s.kind)) for d in documents if d.kind == kind]
        for kind in KINDS
    }  # fmt: skip
    print(f"{len(documents)} documents, {sum(len(d.text.split()) for d in documents):,} words")
    print(f"{'':<24}" + "".join(f"{kind:>24}" for kind in KINDS) + f"{'true':>16}{'CPU s':>8}")
    for name, find in (("firsthand", ours), ("sim_text -r 12", sim_text)):
        if name.startswith("sim") and not shutil.which("sim_text"):
            print(f"{name:<24}not installed (Debian: similarity-tester)")
            continue
        found, seconds = _timed(find, documents)
        shares = covered(by_id, found)
        right, total = true_share(by_id, found)
        cells = (
            f"{sum(s >= 0.5 for s in shares[kind]) / len(shares[kind]):.3f} ({sum(shares[kind]) / len(shares[kind]):.2f})"
            for kind in KINDS
        )
        print(
            f"{name:<24}"
            + "".join(f"{c:>24}" for c in cells)
            + f"{right / max(1, total):>9.3f} {total:>6}{seconds:>8.2f}"
        )
    for name in ("datasketch", "rensa"):
        try:
            __import__(name)
        except ImportError:
            print(f"{name:<24}not installed")
            continue
        found_pairs, seconds = _timed(minhash_pairs(name), documents)
        said = {frozenset(p) for p in found_pairs}
        right = sum(len({by_id[i].source for i in pair}) == 1 for pair in said)
        cells = (f"{sum(frozenset(p) in said for p in pairs[kind]) / len(pairs[kind]):.3f}" for kind in KINDS)
        print(
            f"{name + ' (pairs)':<24}"
            + "".join(f"{c:>24}" for c in cells)
            + f"{right / max(1, len(said)):>9.3f} {len(said):>6}{seconds:>8.2f}"
        )
    print(
        "in brackets: mean share of the taken characters that is covered, on both sides, where it came from"
    )


def _timed(find: Callable, documents: Sequence[Document]) -> tuple[list, float]:
    """The least of three rounds, in CPU seconds of this process and its children."""
    best, found = float("inf"), []
    for _ in range(3):
        begun = _cpu()
        found = find(documents)
        best = min(best, _cpu() - begun)
    return found, best


def _cpu() -> float:
    import resource

    return time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


if __name__ == "__main__":
    main()
