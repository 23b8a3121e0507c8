"""Nouns that name happenings, with their verbs: ``src/firsthand/claims/happenings.txt`` out.

    python -m training.happenings WORDNET_FOLDER

The folder holds ``data.noun``, ``data.verb`` and ``index.noun`` of WordNet 3.0 (Debian's wordnet-base). A
noun counts when its first sense is an event, or an act, communication, state or process that a verb comes
with; its second sense counts where it is an act or an event whose verb has another form ("flight" is
more often a journey than fleeing).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ACT, COMMUNICATION, EVENT, PROCESS, STATE = 4, 10, 11, 22, 26  #: lexicographer files
Synset = tuple[int, list[str], list[Sequence[str]]]


def synsets(path: Path) -> Mapping[str, Synset]:
    """By offset: the lexicographer file, the words, the pointers (symbol, offset, part of speech, words)."""
    found = {}
    for line in path.read_text("latin-1").splitlines():
        if line.startswith(" "):
            continue
        cells = line.split("|")[0].split()
        n_words = int(cells[3], 16)
        words = [cells[4 + 2 * k].lower() for k in range(n_words)]
        at = 4 + 2 * n_words
        pointers = [cells[at + 1 + 4 * k : at + 5 + 4 * k] for k in range(int(cells[at]))]
        found[cells[0]] = (int(cells[1]), words, pointers)
    return found


def verbs_of(noun: str, sense: Synset, verbs: Mapping[str, Synset]) -> list[str]:
    """The verbs that this sense of the noun is derived from, in order."""
    place = sense[1].index(noun) + 1
    derived = [
        verbs[offset][1][int(ends[2:], 16) - 1]
        for symbol, offset, part, ends in sense[2]
        if symbol == "+" and part == "v" and int(ends[:2], 16) == place
    ]
    return [verb for verb in dict.fromkeys(derived) if verb.isalpha()]


def notice(path: Path, title: str) -> list[str]:
    """A title, and the copyright notice that heads every file of WordNet and must go with every copy."""
    rows = [line.split(maxsplit=1) for line in path.read_text("latin-1").splitlines() if line.startswith(" ")]
    said = [row[1].rstrip() for row in rows if len(row) > 1]
    return [
        f"# {title}, out of WordNet 3.0:",
        *(f"# {line}" for line in said),
    ]


def main() -> None:
    folder = Path(sys.argv[1])
    nouns, verbs = synsets(folder / "data.noun"), synsets(folder / "data.verb")
    known = set(Path("src/firsthand/claims/joining/vectors/words.txt").read_text("utf-8").split())
    lines = []
    for line in (folder / "index.noun").read_text("latin-1").splitlines():
        if line.startswith(" ") or line.split()[0] not in known:
            continue
        noun, _, n_senses, *rest = line.split()
        senses = [nouns[offset] for offset in rest[-int(n_senses) :][:2]]
        first, *second = [(sense[0], verbs_of(noun, sense, verbs)) for sense in senses]
        told = []
        if first[0] == EVENT or (first[1] and first[0] in (ACT, COMMUNICATION, PROCESS, STATE)):
            told.append(first[1])
        told += [found for file, found in second if file in (ACT, EVENT) and set(found) - {noun}]
        if told:
            lines.append(" ".join([noun, *dict.fromkeys(verb for found in told for verb in found)]))
    target = Path("src/firsthand/claims/happenings.txt")
    target.write_text(
        "\n".join(
            [
                *notice(folder / "data.noun", "Nouns of happenings and the verbs they come from"),
                *sorted(lines),
            ]
        )
        + "\n",
        "utf-8",
    )
    print(f"{len(lines)} nouns, {target.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
