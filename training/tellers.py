"""Nouns for people and bodies: ``src/firsthand/claims/sourcing/tellers.txt`` out.

    python -m training.tellers WORDNET_FOLDER

The folder holds ``data.noun`` and ``index.noun`` of WordNet 3.0 (Debian's wordnet-base). A noun counts when one of
its first three senses is a person or a group.
"""

from __future__ import annotations

import sys
from pathlib import Path

from training.happenings import notice, synsets

GROUP, PERSON = 14, 18  #: lexicographer files


def main() -> None:
    folder = Path(sys.argv[1])
    nouns = synsets(folder / "data.noun")
    found = []
    for line in (folder / "index.noun").read_text("latin-1").splitlines():
        if line.startswith(" "):
            continue
        noun, _, n_senses, *rest = line.split()
        if not noun.isalpha() or len(noun) < 3:
            continue
        if any(nouns[offset][0] in (GROUP, PERSON) for offset in rest[-int(n_senses) :][:3]):
            found.append(noun)
    target = Path("src/firsthand/claims/sourcing/tellers.txt")
    target.write_text(
        "\n".join([*notice(folder / "data.noun", "Nouns for people and bodies"), *sorted(found)]) + "\n",
        "utf-8",
    )
    print(f"{len(found)} nouns, {target.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
