"""Turn a released reader back into a network to go on from: ``reader.onnx`` in, ``network.pt`` out.

    python -m training.reader.restore --model reader.onnx --labels training/runs/syntax/labels.json \
        --out training/runs/released

``labels.json`` of the release stands beside the model. Heads of tags are brought to the order of the
labels that training uses now. What the file has under another name or in another shape than the network
today is left as it begins. int8 weights come back to within half of their last bit.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.reader.net import Reader, save_labels
from training.reader.train import minilm


def weights_of(path: Path) -> dict[str, np.ndarray]:
    """Weights of an exported network by the names of its modules."""
    graph = onnx.load(str(path)).graph
    stored = {t.name: numpy_helper.to_array(t) for t in graph.initializer}

    def whole(name: str) -> np.ndarray:
        if not name.endswith("_quantized"):
            return stored[name]
        base = name.removesuffix("_quantized")
        scale, zero = stored[base + "_scale"], stored[base + "_zero_point"]
        return ((stored[name].astype(np.float32) - zero.astype(np.float32)) * scale).astype(np.float32)

    found = {n.removesuffix("_quantized"): whole(n) for n in stored if ".weight" in n or ".bias" in n}
    found = {n: w for n, w in found.items() if not n.endswith(("_scale", "_zero_point"))}
    for node in graph.node:
        if node.op_type not in ("MatMulInteger", "MatMul", "DynamicQuantizeMatMul", "MatMulIntegerToFloat"):
            continue
        # "/source/left/left.0/MatMul_quant" is source.left.0
        scope = node.name.strip("/").rsplit("/MatMul", 1)[0].replace("/", ".")
        module = re.sub(r"(\w+)\.\1\.", r"\1.", scope)
        if node.input[1] in stored and module:
            found[f"{module}.weight"] = whole(node.input[1]).T
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    theirs = json.loads((args.model.parent / "labels.json").read_text("utf-8"))
    labels = json.loads(args.labels.read_text("utf-8"))
    torch.manual_seed(7)
    net = Reader(labels)
    net.load_minilm(minilm())
    state = net.state_dict()
    found = weights_of(args.model)
    for key in ("upos", "xpos", "lemma", "name"):
        for part in ("weight", "bias"):
            old, new = found[f"{key}.{part}"], state[f"{key}.{part}"].numpy().copy()
            for row, label in enumerate(labels[key]):
                if label in theirs[key]:
                    new[row] = old[theirs[key].index(label)]
            found[f"{key}.{part}"] = new
    missed = []
    for name, old in state.items():
        if name in found and found[name].shape == tuple(old.shape):
            state[name] = torch.from_numpy(np.array(found[name], dtype=np.float32))
        else:
            missed.append(name)
    net.load_state_dict(state)
    torch.save(net.state_dict(), args.out / "network.pt")
    save_labels(labels, args.out / "labels.json")
    print(f"{len(state) - len(missed)} of {len(state)} restored; as they begin: {', '.join(missed)}")


if __name__ == "__main__":
    main()
