"""Score accounts with an outside scorer: ``account.py SCORER FOLDER...`` (see the README for figures).

The scorer is run as it is, over the command line of this environment; nothing of it is kept here.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit("usage: account.py SCORER FOLDER...   (folders with gold.json and reports)")
    command = Path(sys.executable).with_name("firsthand")
    scorer, folders = sys.argv[1], sys.argv[2:]
    sys.exit(subprocess.call([sys.executable, scorer, "account", "--cmd", str(command), "--data", *folders]))


if __name__ == "__main__":
    main()
