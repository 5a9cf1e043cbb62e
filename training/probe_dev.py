#!/usr/bin/env python3
# ruff: noqa: E501, E731
"""Judge a model on the dev gold with a plain assembler: no linking, no times, a small number table.

usage: python training/probe_dev.py MODEL_DIR [--tune] [--errors N] [--gold FILE] [--reports DIR]

The product's own assembly (src/warledger/claims) does better; this one is for comparing models and thresholds.
"""

import argparse
import collections
import json
import re
import sys
import time
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
sys.path.insert(0, str(SHARED / "gold"))
from frames import sentence_spans as sentences  # noqa: E402
from score import Names, score  # noqa: E402

from warledger.annotate.neural import NeuralReader  # noqa: E402

WORDS = """one un une uno una um uma ein eine einer einen en ett et один одна одно одну одного одному واحد واحدا bir tek|two deux dos dois duas zwei to två två два две двое двух дві двоє двох اثنان اثنين شخصان iki
three trois tres três drei tre три трое трёх трех троє трьох ثلاثة ثلاث üç|four quatre cuatro quatro vier fire fyra четыре четверо четырёх четырех чотири четверо أربعة أربع dört|five cinq cinco fünf fem пять пятеро пяти п'ять п’ять خمسة خمس beş|six seis sechs seks sex шесть шестеро шести шість ستة ست altı
seven sept siete sete sieben sju syv семь семи сім سبعة سبع yedi|eight huit ocho oito acht åtte otte åtta восемь восьми вісім ثمانية ثماني sekiz|nine neuf nueve nove neun ni nio девять девяти дев'ять تسعة تسع dokuz|ten dix diez dez zehn ti tio десять десяти عشرة عشر on|eleven onze once elf elleve elva одиннадцать одинадцять|twelve douze doce doze zwölf tolv двенадцать дванадцять
thirteen treize trece treze dreizehn tretten тринадцать|fourteen quatorze catorce catorze vierzehn fjorten четырнадцать|fifteen quinze quince fünfzehn femten пятнадцать|sixteen seize|seventeen dix-sept|eighteen dix-huit|nineteen dix-neuf|twenty vingt veinte vinte zwanzig tjue двадцать عشرون عشرين yirmi"""
NUMBER = {w: i for i, ws in enumerate(re.split(r"[|\n]", WORDS), 1) for w in ws.split()}
VAGUE = [
    (
        r"hundreds of thousands|centaines de milliers|cientos de miles|centenas de milhares|сотн\w+ тыс|مئات الآلاف|yüz binlerce",
        200000,
        999999,
    ),
    (
        r"tens of thousands|dizaines de milliers|decenas de miles|dezenas de milhares|десятк\w+ тыс|عشرات الآلاف|titusen|zehntausende|on binlerce",
        20000,
        99999,
    ),
    (r"dozens|douzaines|decenas|dezenas|dutzende|dusin|titall|titals|snesevis|десятк|عشرات|onlarca|dizaines", 20, 99),
    (r"hundreds|centaines|cientos|centenares|centenas|hunderte|hundrevis|hundratals|сотн|مئات|yüzlerce", 200, 999),
    (r"thousands|milliers|miles|milhares|tausende|tusenvis|tusentals|тысячи|тисячі|آلاف|binlerce", 2000, 9999),
]
MULTIPLY = [
    (r"^\s*(?:mill(?:ion|ón|õ|oner|ioner)|млн|миллион|мільйон|مليون|milyon|Mio)", 1_000_000),
    (r"^\s*(?:thousand|mille?\b|mil\b|тыс|тис|ألف|آلاف|bin\b|tusen|tausend)", 1000),
]
LEAST = r"at least|au moins|al menos|pelo menos|mindestens|minst|не менее|не менш|щонайменше|как минимум|ما لا يقل|على الأقل|en az"
MORE = r"more than|over\b|plus d|más de|mais de|mehr als|über|mer enn|mere end|mer än|over |более|больше|свыше|понад|більше|أكثر من|fazla|aşkın"
MOST = r"up to|as many as|jusqu|hasta|até|bis zu|opptil|до\b|ما يصل"
SPLIT_PLACES = {
    "capture",
    "withdrawal",
    "control",
    "advance",
    "airstrike",
    "shelling",
    "attack",
    "missile_strike",
    "drone_strike",
    "bombing",
    "clash",
}


def parse_number(text: str) -> int | None:
    text = text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    m = re.search(r"\d{1,3}(?:[ .,\u00a0\u202f'’]\d{3})+(?!\d)|\d+(?:[.,]\d+)?", text)
    if m:
        plain = re.fullmatch(r"\d+[.,]\d{1,2}", m.group())
        value = float(m.group().replace(",", ".")) if plain else float(re.sub(r"\D", "", m.group()))
        factor = next((k for pattern, k in MULTIPLY if re.search(pattern, text[m.end() :], re.I)), 1)
        return int(value * factor)
    return next((NUMBER[w] for w in re.findall(r"[\w'’-]+", text.lower()) if w in NUMBER), None)


def parse_count(text: str) -> dict | None:
    low = text.lower()
    value = parse_number(text)
    if value is None:
        return next(({"low": a, "high": b} for pattern, a, b in VAGUE if re.search(pattern, low)), None)
    if re.search(LEAST, low):
        return {"low": value, "high": None}
    if re.search(MORE, low):
        return {"low": value + 1, "high": None}
    return {"low": None, "high": value} if re.search(MOST, low) else {"low": value, "high": value}


def claims_of(report: str, text: str, frame) -> list[dict]:
    words = lambda role: [s.of(text).strip() for s in frame.spans(role)]
    source = (words("source_ref") or words("source") or ["outlet"])[0]
    hull = [frame.trigger, *(a.span for a in frame.arguments if a.role in ("source", "subject", "count", "place", "actor"))]
    near = [s for s in hull if abs(s.start - frame.trigger.start) < 400]
    count = next((c for c in map(parse_count, words("count")) if c), None)
    places, actor = words("place"), words("actor")
    base = {
        "report": report,
        "start": min(s.start for s in near),
        "end": max(s.end for s in near),
        "event": frame.event,
        "stance": frame.stance,
        "source": source,
        "actor": actor[0] if actor else None,
        "target": (words("target") or [None])[0],
        "place": places[0] if places else None,
        "when": None,
        "count": count,
        "trigger": frame.trigger.of(text),
        "prob": frame.prob,
        "evidence": text[min(s.start for s in near) : max(s.end for s in near)],
    }
    if count is None and len(places) > 1 and frame.event in SPLIT_PLACES:
        return [{**base, "place": p} for p in places]
    return [base]


class Remembering(NeuralReader):
    """Keeps the network's outputs, so that thresholds are tried without running it again."""

    def _score(self, window):
        if not hasattr(self, "kept"):
            self.kept = {}
        if window.ids not in self.kept:
            self.kept[window.ids] = super()._score(window)
        return self.kept[window.ids]


def read_all(reader, texts: dict[str, str]) -> list[dict]:
    names = sorted(texts)
    readings = reader.read([texts[n] for n in names], [sentences(texts[n]) for n in names])
    return [c for n, r in zip(names, readings, strict=True) for f in r.frames for c in claims_of(n, texts[n], f)]


def summary(result: dict) -> str:
    fields = {k: round(v["accuracy"], 2) for k, v in result["by_field"].items()}
    c, g = result["claims"], result["figures"]
    return f"claims {c['f1']:.3f} (P {c['precision']:.2f} R {c['recall']:.2f}) figures {g['f1']:.3f} (P {g['precision']:.2f} R {g['recall']:.2f}) {fields}"


def by_language(gold: list[dict], found: list[dict]) -> None:
    pick = lambda rows, lang: [r for r in rows if r["report"].startswith(lang)]
    for lang in sorted({r["report"][:2] for r in gold}):
        print(f"  {lang} {summary(score(pick(gold, lang), pick(found, lang), Names([])))}")


def tune(reader, texts, gold) -> None:
    labels = reader._labels
    for trigger in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        for limit in (0.4, 0.5, 0.6):
            for second in (0.5,):
                reader._labels = replace(labels, trigger=trigger, second=second, role={r: limit for r in labels.roles})
                print(trigger, second, limit, summary(score(gold, read_all(reader, texts), Names([]))))
    reader._labels = replace(labels, trigger=0.5)
    for role in ("count", "source", "source_ref", "place", "trigger"):
        for limit in (0.3, 0.4, 0.6, 0.7):
            reader._labels = replace(labels, role={**labels.role, role: limit})
            print(role, limit, summary(score(gold, read_all(reader, texts), Names([]))))
    reader._labels = labels


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model", type=Path), ap.add_argument("--tune", action="store_true"), ap.add_argument("--errors", type=int, default=0)
    (
        ap.add_argument("--gold", type=Path, default=SHARED / "gold" / "dev.claims.jsonl"),
        ap.add_argument("--reports", type=Path, default=SHARED / "reports"),
    )
    ap.add_argument("--trigger", type=float)
    a = ap.parse_args()
    gold = [json.loads(line) for line in a.gold.read_text(encoding="utf-8").splitlines()]
    texts = {n: (a.reports / n).read_text(encoding="utf-8") for n in {g["report"] for g in gold}}
    reader = Remembering.load(a.model, threads=1)
    if a.trigger:
        reader._labels = replace(reader._labels, trigger=a.trigger)
    begun = time.time()
    found = read_all(reader, texts)
    n = sum(len(sentences(t)) for t in texts.values())
    print(f"{reader.name}: {n} sentences, {len(found)} claims, {n / (time.time() - begun):.0f} sentences/s")
    result = score(gold, found, Names([]))
    print(summary(result))
    by_language(gold, found)
    for kind in ("missed", "spurious"):
        print(kind, collections.Counter(r["event"] for r in result[kind]).most_common(12))
        for r in result[kind][:: max(1, len(result[kind]) // a.errors)] if a.errors else []:
            print(
                f"  {r['report']} {r['event']} {r['stance']} {r.get('source')} {r.get('count')} {r.get('trigger', '')!r}: {r.get('evidence', '')[:160]!r}"
            )
    if a.tune:
        tune(reader, texts, gold)


if __name__ == "__main__":
    main()
