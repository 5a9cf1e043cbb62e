#!/usr/bin/env python3
"""Step 3: a checkpoint as int8 ONNX with tokenizer.json and reader.json.

usage: python training/export.py BASE_DIR CHECKPOINT.pt OUT_DIR [--version 1] [--thresholds FILE.json]

Outputs for one window: event, stance, group, entity logits, head and argument projections; and, constant, the weights
of the role layer. Encoder weights become int8 (per channel; activations are quantised at run time), heads stay fp32.
"""

import argparse
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from frames import ENTITY_LABELS, EVENT_LABELS, GROUP_LABELS, ROLES, STANCE_LABELS
from network import BIAS_SCALE, Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from warledger.annotate.neural import EXACT

OUTPUTS = ["event", "stance", "group", "entity", "head", "argument"]
ROLE_LAYER = {"role_weight": "biaffine", "role_slot": "slot", "role_tokens": "token_bias", "role_sentences": "sentence_bias"}
"""Constants of the file by their names, with the network's weights."""
SCALED = ("token_bias", "sentence_bias")
THRESHOLDS = {"trigger": 0.5, "second": 0.5, "entity": 0.5, "role": {"default": 0.5}}


class Graph(nn.Module):
    """What runs at reading time: one window, no padding."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, input_ids: torch.Tensor) -> tuple[torch.Tensor, ...]:
        n = self.net
        h, layers = n.hidden(input_ids, torch.ones_like(input_ids))
        return n.event(h), n.stance(h), n.group(h), n.entity(layers), n.head(h), F.gelu(n.argument(h))


class Layers(nn.Module):
    """What the name head is fitted on: the states of one window that it reads."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        return self.net.hidden(input_ids, torch.ones_like(input_ids))[1]


def export(graph: nn.Module, outputs: list[str], path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph.eval(),
            (torch.randint(5, 1000, (1, 16)),),
            str(path),
            input_names=["input_ids"],
            output_names=outputs,
            opset_version=17,
            dynamo=False,
            dynamic_axes={"input_ids": {1: "t"}, **{k: {1: "t"} for k in outputs}},
        )


def layers_session(net: Network) -> onnxruntime.InferenceSession:
    """Gives `Layers` out of the int8 encoder: the name head is fitted on the very states that it will read."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.add_session_config_entry(EXACT, "1")
    with tempfile.TemporaryDirectory() as scratch:
        plain, small = Path(scratch) / "fp32.onnx", Path(scratch) / "int8.onnx"
        export(Layers(net.float()), ["layers"], plain)
        quantise(plain, small)
        return onnxruntime.InferenceSession(small.read_bytes(), options, providers=["CPUExecutionProvider"])


def quantise(source: Path, target: Path) -> None:
    graph = onnx.load(str(source)).graph
    heads = [n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and "/encoder/" not in n.name]
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=heads,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def settings(checkpoint: dict, version: str, thresholds: dict) -> dict:
    return {
        "name": "warledger-reader",
        "version": version,
        "labels": {"events": EVENT_LABELS, "stances": STANCE_LABELS, "groups": GROUP_LABELS, "roles": ROLES, "entities": ENTITY_LABELS},
        "thresholds": thresholds,
        "window": {"room": 220, "context": 160, "before": 1},
        "training": {"corpus": checkpoint["corpus"], "passages": checkpoint["passages"], "arguments": checkpoint["arguments"]},
    }


def add_constant(model: onnx.ModelProto, name: str, value: torch.Tensor) -> None:
    """An output that always gives the same array: the role layer works outside the graph, its weights travel inside."""
    array = value.detach().float().numpy()
    model.graph.initializer.append(onnx.numpy_helper.from_array(array, f"{name}_value"))
    model.graph.node.append(onnx.helper.make_node("Identity", [f"{name}_value"], [name]))
    model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, array.shape))


def add_role_layer(path: Path, net: Network) -> None:
    model = onnx.load(str(path))
    for name, weight in ROLE_LAYER.items():
        add_constant(model, name, getattr(net, weight) * (BIAS_SCALE if weight in SCALED else 1))
    onnx.save(model, str(path))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base"), ap.add_argument("checkpoint", type=Path), ap.add_argument("out", type=Path)
    ap.add_argument("--version", default="1"), ap.add_argument("--thresholds", type=Path)
    a = ap.parse_args()
    checkpoint = torch.load(a.checkpoint)
    net = Network(a.base)
    net.load_state_dict(checkpoint["net"], strict=False)
    a.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "fp32.onnx"
        export(Graph(net.float()), OUTPUTS, plain)
        quantise(plain, a.out / "reader.onnx")
    add_role_layer(a.out / "reader.onnx", net)
    shutil.copy(f"{a.base}/tokenizer.json", a.out / "tokenizer.json")
    limits = json.loads(a.thresholds.read_text()) if a.thresholds else THRESHOLDS
    (a.out / "reader.json").write_text(json.dumps(settings(checkpoint, a.version, limits), indent=1, ensure_ascii=False) + "\n")
    print(a.out, round((a.out / "reader.onnx").stat().st_size / 1e6, 1), "MB")


if __name__ == "__main__":
    main()
