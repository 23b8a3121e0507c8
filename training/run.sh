#!/bin/sh
# All shipped models and tables from public data: sh training/run.sh DATA STORIES...
# The shipped network was made this way, with one step more: see "How" in docs/models/reader.md.
# FROM_START=1 trains the reader from the sentence encoder alone instead of from its last release.
set -eu
data=$1
shift
work=${WORK:-training/runs/final}
weights=src/firsthand/reading/weights
release=0076eee
python -m training.frequencies "$data"
python -m training.vectors "$data"
python -m training.lemmas "$data"
python -m training.happenings "${WORDNET:-/usr/share/wordnet}"
python -m training.reader.train --data "$data" --out "$work-syntax" --syntax-only --epochs 4
if [ -z "${FROM_START:-}" ]; then
    mkdir -p "$work-release"
    for file in reader.onnx reader.bin labels.json; do git show "$release:$weights/$file" >"$work-release/$file"; done
    python -m training.reader.restore --model "$work-release/reader.onnx" \
        --labels "$work-syntax/labels.json" --out "$work-release"
    python -m training.reader.train --data "$data" --out "$work" --begin "$work-syntax" \
        --start "$work-release" --rate 1.5e-4 --epochs 2
else
    python -m training.reader.train --data "$data" --out "$work" --begin "$work-syntax" --epochs 10
fi
python -m training.reader.export --work "$work" --to "$weights"
python -m training.decoding "$data"
python -m training.alternatives "$data" --prepared "$work/prepared.pt"
python -m training.alignment "$@" --write
