"""Export the trained network: ``network.pt`` in, ONNX (int8), its weights and its tables out.

python -m training.reader.export --work training/runs/final --to src/firsthand/reading/weights
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from training.reader.net import OUTPUTS, Reader
from training.reader.train import minilm


class Exported(Reader):
    """The network as it ships: one window a run, so that there is no padding and nothing to mask."""

    def forward(self, pieces: Tensor, shapes: Tensor, quote: Tensor, first: Tensor):
        return super().forward(pieces, shapes, quote, None, first)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    labels = json.loads((args.work / "labels.json").read_text("utf-8"))
    net = Exported(labels)
    net.load_state_dict(torch.load(args.work / "network.pt"))
    net.eval()
    pieces = torch.ones(2, 40, dtype=torch.int64)
    first = torch.arange(30)[None].repeat(2, 1)
    whole = args.work / "reader-fp32.onnx"
    torch.onnx.export(
        net,
        (pieces, pieces * 0, pieces * 0, first),
        str(whole),
        input_names=["pieces", "shapes", "quote", "first"],
        output_names=list(OUTPUTS),
        dynamic_axes={k: {0: "batch", 1: "pieces"} for k in ("pieces", "shapes", "quote")}
        | {"first": {0: "batch", 1: "words"}}
        | {k: {0: "batch", 1: "words"} for k in OUTPUTS}
        | {k: {0: "batch", 1: "words", 2: "partners"} for k in ("arc", "source", "content", "begin", "end")},
        opset_version=17,
        dynamo=False,
    )
    packed = args.work / "reader-int8.onnx"
    quantize_dynamic(str(whole), str(packed), weight_type=QuantType.QInt8, per_channel=True)
    # What onnxruntime makes of it on any processor is made here, not at every start.
    fused = args.work / "reader-fused.onnx"
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(fused)
    onnxruntime.InferenceSession(
        str(packed), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    # Weights in a file of their own are mapped into memory: processes share them.
    weights = args.to / "reader.bin"
    weights.unlink(missing_ok=True)
    onnx.save_model(
        onnx.load(str(fused)),
        str(args.to / "reader.onnx"),
        save_as_external_data=True,
        location=weights.name,
        size_threshold=4096,
    )
    weights.chmod(0o644)
    state = net.state_dict()
    np.savez(
        args.to / "relations.npz",
        weight=state["relation.weight"].numpy().astype(np.float16),
        bias=state["relation.bias"].numpy(),
    )
    decoding = args.to / "decoding.json"
    if not decoding.exists():
        decoding.write_text("{}\n", encoding="utf-8")  # training.decoding fills it
    shutil.copy(args.work / "labels.json", args.to / "labels.json")
    shutil.copy(minilm() / "vocab.txt", args.to / "vocabulary.txt")
    for path in sorted(args.to.iterdir()):
        print(f"{path.name:<20} {path.stat().st_size / 1e6:8.2f} MB")


if __name__ == "__main__":
    main()
