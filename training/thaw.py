#!/usr/bin/env python3
"""A checkpoint out of an exported model, to train on where the checkpoint that it was made of is gone.

usage: python training/thaw.py BASE_DIR MODEL_DIR OUT.pt

Weights of the encoder come back to within the rounding of int8; the heads, which stay in single precision, come back whole.
What only training uses (`mark`) is not in the file and begins anew. `train.py --warm OUT.pt` goes on from it.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from export import ROLE_LAYER, SCALED
from network import BIAS_SCALE, Network
from onnx import numpy_helper


def weights(path: Path) -> dict[str, np.ndarray]:
    """Arrays in single precision by name: of initializers, or, where the exporter renamed them, of the layer that uses them.

    Matrices of products stand transposed to torch's.
    """
    graph = onnx.load(str(path)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out = {name.removeprefix("net."): array for name, array in stored.items() if name.startswith("net.") and array.dtype == np.float32}
    out |= {weight: stored[f"{name}_value"] / (BIAS_SCALE if weight in SCALED else 1) for name, weight in ROLE_LAYER.items()}
    for name, array in list(stored.items()):
        plain = name.removesuffix("_quantized")
        if plain != name:
            stored[plain] = (array.astype(np.float32) - stored[f"{plain}_zero_point"]) * stored[f"{plain}_scale"]
    for table in (n for n in stored if n.startswith("net.") and n.endswith("embeddings.weight")):
        out[table.removeprefix("net.")] = stored[table]
    for node in (n for n in graph.node if n.op_type.startswith("MatMul")):
        held = next((i.removesuffix("_quantized") for i in node.input if i.removesuffix("_quantized") in stored), None)
        if held:
            layer = node.name.removeprefix("/").removesuffix("_quant").removesuffix("/MatMul")
            out[re.sub(r"(\w+)/(?=\1\.)", "", layer).replace("/", ".") + ".weight"] = stored[held].T
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base"), ap.add_argument("model", type=Path), ap.add_argument("out", type=Path)
    a = ap.parse_args()
    found = weights(a.model / "reader.onnx")
    net = Network(a.base)
    state = net.state_dict()
    missing = []
    for name, value in state.items():
        if name in found:
            value.copy_(torch.from_numpy(np.array(found[name], np.float32)))
        else:
            missing.append(name)
    settings = json.loads((a.model / "reader.json").read_text())["training"]
    torch.save({"net": state, **settings}, a.out)
    print("not in the model:", *missing)


if __name__ == "__main__":
    main()
