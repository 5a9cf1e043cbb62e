#!/bin/sh
# Makes the reader's model from pinned inputs: training/make.sh [WORK_DIR]   (about three hours on two free cores
# whose processor computes in bfloat16, some twelve on others)
# To try all steps out on a small share of the data, in a quarter of an hour: FRACTION=0.02 EPOCHS=1 training/make.sh WORK_DIR
set -eu
cd "$(dirname "$0")/.."
work=${1:-training/work}
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q -r training/requirements.txt; }
python="$work/venv/bin/python"
export PYTHONPATH=src:training OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}"

"$python" training/check_corpus.py training/corpus/*.jsonl
[ -f "$work/base/tokenizer.json" ] || "$python" training/base.py "$work/base"
"$python" training/train.py "$work/base" "$work/run" --epochs "${EPOCHS:-16}" --fraction "${FRACTION:-1}"
last=$(ls -t "$work"/run/epoch-*.pt | head -1)
"$python" training/refit_names.py "$work/base" "$last" "$work/final.pt" --fraction "${FRACTION:-1}"
"$python" training/export.py "$work/base" "$work/final.pt" "$work/model" --thresholds training/thresholds.json
"$python" training/gate.py "$work/base" "$work/model/gate.npy"
"$python" training/probe_dev.py "$work/model"
"$python" training/score_entities.py "$work/model"
