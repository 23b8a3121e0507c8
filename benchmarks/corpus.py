"""Corpora of any size, made by varying sets of reports at hand, with realistic repetition.

    python benchmarks/corpus.py -n 100000 SET.jsonl [more] > corpus.jsonl

The sets are JSON Lines whose records carry ``id``, ``text``, ``story`` and, where known, ``title``,
``outlet`` and ``published``. They are told again in rounds: the first as it stands, each later one with
other names, numbers and content words in their places (words of one kind and like frequency trade
places, the same way all through a round). So a later round holds other stories, as like each other as
those of the sets, and no prose of an earlier one. Within a round, reports are printed again by other
outlets: whole, trimmed, edited, in house style; outlets put their own lines under what they print.

:func:`grow` gives the records; the ways to change a text (:func:`edit`, :func:`trim`, :func:`reorder`,
:func:`paste`, :func:`house_style`) keep account of what came from where.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Record = dict[str, Any]

FIXED = 80  #: the most frequent lower-case words stay as they are in every round
WINDOW = 64  #: words trade places with those of like frequency: within so many ranks
FIRST_DAY, DAYS = date(2031, 1, 1), 730
REPRINTS = (0.72, 0.14, 0.06, 0.03, 0.02, 0.01, 0.01, 0.01)  #: chance of so many further prints, from 0
MANY_PRINTS = 0.002  #: chance that a report is printed by forty outlets
N_OUTLETS = 300

_TOKEN = re.compile(r"([^\W_]+(?:[’'][^\W_]+)*)")
_SENTENCE = re.compile(r"\S.*?(?:[.!?][”\"’')\]]*(?=\s|$)|$)", re.MULTILINE)
_KEPT = frozenset(
    "ap afp reuters xinhua tass bloomberg upi associated press agence january february march april may june july"
    " august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_SYLLABLES = (
    "al bor cas den el far gar hol is jun kel lor mar nor os pel quin ros sal tor ul ver wen yar zel".split()
)


def load(paths: Iterable[str | Path]) -> list[Record]:
    """The records of the sets; stories of different sets never share a name."""
    out = []
    for path in map(Path, paths):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            if len(record["text"].split()) >= 20:
                out.append({**record, "story": f"{path.stem}/{record['story']}"})
    return out


# ------------------------------------------------------------------ ways to change a text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a made text, and the stretch of the first text that it is of (None: of neither)."""

    text: str
    start: int = 0
    end: int = 0


def sentences(text: str) -> list[Piece]:
    """The sentences of a text, cut by their closing marks."""
    return [Piece(m.group(), m.start(), m.end()) for m in _SENTENCE.finditer(text)]


def trim(text: str, share: float = 0.5) -> list[Piece]:
    """The first sentences, up to a share of the text."""
    kept: list[Piece] = []
    for piece in sentences(text):
        if kept and piece.end > share * len(text):
            break
        kept.append(piece)
    return kept


def edit(text: str, chance: random.Random, share: float = 0.12) -> list[Piece]:
    """A share of the words dropped, doubled by another word, or put for another word of the text."""
    words = [w for w in _TOKEN.findall(text) if len(w) > 2] or ["so"]
    out = []
    for piece in sentences(text):
        tokens = _TOKEN.split(piece.text)
        for at in range(1, len(tokens), 2):
            if chance.random() < share:
                way = chance.random()
                if way < 0.3:
                    tokens[at] = ""
                elif way < 0.5:
                    tokens[at] += " " + chance.choice(words)
                else:
                    tokens[at] = chance.choice(words)
        out.append(Piece("".join(tokens), piece.start, piece.end))
    return out


def reorder(text: str, chance: random.Random) -> list[Piece]:
    """All sentences in another order."""
    pieces = sentences(text)
    chance.shuffle(pieces)
    return pieces


def paste(host: str, text: str, chance: random.Random, n: int = 3) -> list[Piece]:
    """``n`` sentences of a text that follow each other, inside another article."""
    mine, theirs = sentences(text), sentences(host)
    at = chance.randrange(max(1, len(mine) - n + 1))
    seat = chance.randrange(len(theirs) + 1)
    strange = [Piece(p.text) for p in theirs]
    return [*strange[:seat], *mine[at : at + n], *strange[seat:]]


_HOUSE = {
    # spelling
    "defense": "defence", "center": "centre", "color": "colour", "labor": "labour", "neighbor": "neighbour",
    "organization": "organisation", "organizations": "organisations", "program": "programme", "programs": "programmes",
    "theater": "theatre", "favor": "favour", "percent": "per cent", "toward": "towards", "analyze": "analyse",
    "traveled": "travelled", "traveling": "travelling", "canceled": "cancelled", "gray": "grey", "harbor": "harbour",
    # numbers and short forms
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "don't": "do not", "doesn't": "does not", "didn't": "did not", "isn't": "is not", "wasn't": "was not",
    "can't": "cannot", "won't": "will not", "it's": "it is", "they're": "they are", "we're": "we are", "i'm": "I am",
    # choice of words
    "said": "stated", "says": "states", "told": "informed", "also": "too", "but": "yet", "about": "roughly",
    "because": "since", "while": "as", "however": "still", "more": "further", "including": "among them", "after": "following",
    "before": "prior to", "near": "close to", "killed": "slain", "dead": "killed", "injured": "hurt", "hurt": "injured",
    "wounded": "hurt", "began": "started", "started": "began", "begin": "start", "ended": "closed", "big": "large",
    "large": "big", "huge": "vast", "small": "little", "many": "numerous", "several": "a number of", "some": "certain",
    "children": "youngsters", "police": "officers", "officers": "police", "attack": "assault", "attacks": "assaults",
    "released": "issued", "announced": "made known", "statement": "declaration", "called": "named", "found": "discovered",
    "help": "aid", "helped": "aided", "show": "display", "showed": "displayed", "shows": "displays", "think": "believe",
    "buy": "purchase", "bought": "purchased", "left": "departed", "asked": "requested", "must": "has to", "should": "ought to",
    "may": "might", "might": "may", "likely": "probably", "quickly": "fast", "often": "frequently", "now": "at present",
    "last": "past", "recent": "latest", "important": "weighty", "country": "nation", "nation": "country", "countries": "nations",
    "company": "firm", "companies": "firms", "workers": "staff", "job": "post", "jobs": "posts", "money": "funds",
    "house": "home", "car": "vehicle", "cars": "vehicles", "talks": "negotiations", "plan": "scheme", "plans": "schemes",
    "result": "outcome", "end": "close", "part": "portion", "area": "district", "areas": "districts", "city": "town",
}  # fmt: skip


def house_style(text: str) -> list[Piece]:
    """Another desk's spelling, figures, words and quotation marks; titles and some adverbs dropped.

    A speaker behind the words goes before them ("…, she said." → "She said …").
    """
    out = []
    for piece in sentences(text):
        words = re.sub(r"\b(?:Mr|Mrs|Ms|Dr)\.? ", "", piece.text)
        moved = re.fullmatch(r"(?s)(.{20,}),(”|\")? ((?:[A-Z]\w+|he|she|they)(?: [A-Z]\w+)* said)\.", words)
        if moved:
            words = f"{moved.group(3)[0].upper()}{moved.group(3)[1:]} that {moved.group(1)}{moved.group(2) or ''}."
        tokens = _TOKEN.split(words.replace("“", '"').replace("”", '"').replace("’", "'"))
        for at in range(1, len(tokens), 2):
            put = _HOUSE.get(tokens[at].lower())
            if put is not None:
                tokens[at] = put[0].upper() + put[1:] if tokens[at][0].isupper() else put
            elif tokens[at].endswith("ly") and len(tokens[at]) > 5 and tokens[at].islower():
                tokens[at] = ""
        out.append(Piece("".join(tokens), piece.start, piece.end))
    return out


def rewrite(text: str, chance: random.Random) -> list[Piece]:
    """House style and edits on top of each other: about a quarter of the words is not what it was."""
    out = []
    for piece in house_style(text):
        for part in edit(piece.text, chance):
            out.append(Piece(part.text, piece.start, piece.end))
    return out


def joined(pieces: Sequence[Piece]) -> str:
    """The made text."""
    return " ".join(piece.text for piece in pieces)


def _set(pieces: Sequence[Piece]) -> str:
    """The made text, each sentence a paragraph, as news sets them."""
    return "\n".join(piece.text for piece in pieces)


def footer(outlet: int) -> str:
    """The lines that an outlet puts under all it prints; some put none."""
    chance = random.Random(f"footer {outlet}")
    if chance.random() < 0.5:
        return ""
    return " ".join(_line(chance) for _ in range(chance.randint(1, 3)))


def agency_line(agency: int) -> str:
    """The line that an agency puts under its copy, whoever prints it."""
    return _line(random.Random(f"agency {agency}"))


def _line(chance: random.Random) -> str:
    """A sentence of invented words, as long as such lines are."""
    small = "the of and to in with for our your all by or on we you this any".split()
    words = [
        chance.choice(small) if n % 2 else "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3)))
        for n in range(chance.randint(16, 32))
    ]
    return " ".join(words).capitalize() + "."


# ------------------------------------------------------------------ growing


def grow(records: Sequence[Record], n: int, seed: int = 0) -> Iterator[Record]:
    """``n`` records with ``id``, ``text``, ``title``, ``outlet``, ``published``, ``story`` and ``print_of``.

    ``print_of`` is the id of the record that a further print is of, else None. The first records of two
    sizes are the same. Rounds come one after the other, reports within a round in any order, days all
    over two years.
    """
    vocabulary = _Vocabulary(records)
    made = number = 0
    while True:
        chance = random.Random(f"{seed} {number}")
        dress = vocabulary.dressed(number, chance)
        days = {s: chance.randrange(DAYS) for s in sorted({r["story"] for r in records})}
        batch: list[Record] = []
        for i, record in enumerate(records):
            first = {
                "id": f"{number}-{i}",
                "outlet": record.get("outlet") or f"outlet{chance.randrange(N_OUTLETS)}.example",
                "published": _day(days[record["story"]] + chance.choice((0, 0, 0, 1, 1, 2)), chance),
                "title": dress(record.get("title") or ""),
                "text": dress(record["text"]),
                "story": f"{number}/{record['story']}",
                "print_of": None,
            }
            batch.append(first)
            prints = chance.choices(range(len(REPRINTS)), REPRINTS)[0]
            for k in range(40 if chance.random() < MANY_PRINTS else prints):
                batch.append(_reprint(first, f"{number}-{i}-{k}", chance))
        chance.shuffle(batch)
        for record in batch:
            if made == n:
                return
            made += 1
            yield record
        number += 1


def lengthen(records: Sequence[Record], n: int, seed: int = 0) -> Iterator[Record]:
    """The first ``n`` records of one story of any length: the largest story of the sets, told on and on.

    The first records of two sizes are the same. A third of the retellings keep their wording, a third are
    in house style, a third have a share of their words edited as well, so that some share long passages
    with what they retell and others none.
    """
    sizes = Counter(record["story"] for record in records)
    story = min(sizes, key=lambda s: (-sizes[s], s))
    told = [record for record in records if record["story"] == story]
    known = sorted({w for r in told for w in _TOKEN.findall(r["text"]) if w.istitle() and len(w) > 4})
    for number in range(n):
        record = told[number % len(told)]
        if number >= len(told):
            chance = random.Random(f"{seed} {number}")
            companion = told[chance.randrange(len(told))]
            text = _retold(record["text"], companion["text"], known, chance)
            outlet = f"outlet{number}.example"
            record = {**record, "outlet": outlet, "url": None, "text": text}
        yield {**record, "id": f"r{number:04}", "outlet": record.get("outlet") or f"outlet{number}.example"}


def _retold(text: str, companion: str, names: Sequence[str], chance: random.Random) -> str:
    """A report of the same matter, by another desk."""
    pieces = [p for p in sentences(text) if chance.random() > 0.3] or sentences(text)[:1]
    more = sentences(companion)
    pieces += chance.sample(more, min(len(more), chance.randrange(6)))
    if chance.random() < 0.5:
        head, rest = pieces[:2], pieces[2:]
        chance.shuffle(rest)
        pieces = head + rest
    way = chance.randrange(3)
    if way:
        pieces = house_style(_set(pieces))
    if way == 2:
        pieces = edit(_set(pieces), chance, 0.15)
    tokens = _TOKEN.split(_set(pieces))
    traded = {name: chance.choice(names) for name in names if chance.random() < 0.05}
    for at in range(1, len(tokens), 2):
        token = tokens[at]
        if token.isdigit() and len(token) < 4 and chance.random() < 0.15:
            tokens[at] = str(max(1, int(token) + chance.randint(-3, 3)))
        tokens[at] = traded.get(tokens[at], tokens[at])
    return "".join(tokens)


def _day(days: int, chance: random.Random) -> str | None:
    return None if chance.random() < 0.05 else (FIRST_DAY + timedelta(days=days)).isoformat()


def _reprint(record: Record, identifier: str, chance: random.Random) -> Record:
    """The same report in another outlet."""
    outlet = int(N_OUTLETS * chance.random() ** 2)
    text, way = record["text"], chance.random()
    if way < 0.3:
        text = joined(trim(text, chance.uniform(0.3, 0.9)))
    elif way < 0.5:
        text = joined(edit(text, chance, 0.04))
    elif way < 0.6:
        text = joined(house_style(text))
    foot = footer(outlet)
    if chance.random() < 0.2:
        foot = f"{agency_line(chance.randrange(3))} {foot}".strip()
    published = record["published"]
    if published and chance.random() < 0.3:
        published = (date.fromisoformat(published) + timedelta(days=1)).isoformat()
    return {
        **record,
        "id": identifier,
        "outlet": f"outlet{outlet}.example",
        "published": published,
        "text": f"{text}\n{foot}" if foot else text,
        "print_of": record["id"],
    }


class _Vocabulary:
    """The words of the sets, in bands within which they may trade places."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._cut: dict[str, list[str]] = {}
        small: Counter[str] = Counter()
        large: Counter[str] = Counter()
        forms: Counter[str] = Counter()
        for record in records:
            for text in (record.get("title") or "", record["text"]):
                tokens = self._cut[text] = [sys.intern(t) for t in _TOKEN.split(text)]
                forms.update(tokens[1::2])
        for form, count in forms.items():
            (large if form[0].isupper() else small)[form.lower()] += count
        self._forms = sorted(forms)
        words = sorted(set(small) | set(large), key=lambda w: (-(small[w] + large[w]), w))
        bands: dict[bool, list[str]] = defaultdict(list)
        for word in words:
            if word.isalpha() and word not in _KEPT:
                bands[large[word] > small[word]].append(word)
        self._bands = [
            band[i : i + WINDOW]
            for is_name, band in sorted(bands.items())
            for i in range(0 if is_name else FIXED, len(band), WINDOW)
        ]

    def dressed(self, number: int, chance: random.Random) -> Any:
        """A function that tells a text in the words of one round; the first round's words are the sets'."""
        if number == 0:
            return lambda text: text
        put: dict[str, str] = {}
        for band in self._bands:
            put.update(zip(band, chance.sample(band, len(band)), strict=True))
        forms: dict[str, str] = {}
        for form in self._forms:
            if form.isdigit():
                year = len(form) == 4 and form[:2] in ("19", "20")
                forms[form] = form if year else str(chance.randrange(10 ** (len(form) - 1), 10 ** len(form)))
            elif (new := put.get(form.lower())) is not None:
                forms[form] = (
                    new.upper()
                    if form.isupper() and len(form) > 1
                    else new.capitalize()
                    if form[0].isupper()
                    else new
                )
        return lambda text: "".join([forms.get(t, t) for t in self._cut[text]])


def main() -> None:
    """Print a corpus as JSON Lines."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", help="JSON Lines with id, text and story")
    parser.add_argument("-n", type=int, default=10_000, help="how many records")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--one-story", action="store_true", help="the largest story, told on and on")
    asked = parser.parse_args()
    make = lengthen if asked.one_story else grow
    for record in make(load(asked.sets), asked.n, asked.seed):
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
