#!/bin/sh
# All shipped models and tables from public data: sh training/run.sh DATA STORIES...
set -eu
data=$1
shift
work=${WORK:-training/runs/final}
python -m training.frequencies "$data"
python -m training.vectors "$data"
python -m training.lemmas "$data"
python -m training.reader.train --data "$data" --out "$work-teacher" --syntax-only --epochs 5
python -m training.reader.train --data "$data" --out "$work" --teacher "$work-teacher" --epochs 7
python -m training.reader.export --work "$work" --to src/firsthand/reading/weights
python -m training.alignment "$@" --write
