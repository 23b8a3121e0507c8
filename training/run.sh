#!/bin/sh
# All shipped models and tables from public data: sh training/run.sh DATA STORIES...
set -eu
data=$1
shift
work=${WORK:-training/runs/final}
weights=src/firsthand/reading/weights
python -m training.frequencies "$data"
python -m training.vectors "$data"
python -m training.lemmas "$data"
python -m training.happenings "${WORDNET:-/usr/share/wordnet}"
python -m training.tellers "${WORDNET:-/usr/share/wordnet}"
python -m training.reader.train --data "$data" --out "$work-syntax" --syntax-only --epochs 4 --threads 1
python -m training.reader.train --data "$data" --out "$work" --begin "$work-syntax" --epochs 10 --threads 1
python -m training.reader.export --work "$work" --to "$weights"
python -m training.decoding "$data"
python -m training.alternatives "$data" --prepared "$work/prepared.pt"
python -m training.labels "$data/stories" "$work-labelled"
python -m training.alignment "$@" "$work-labelled"/* --write
