"""Sentences with slots (`names/slots/<language>.txt`), filled with names: what our passages on war lack.

A line that begins with @ declares a list: its name, the kind of its names (PER, ORG, LOC or X for none), the names. Any
other line is a sentence; "<city>" takes a name of the list, "<ORG Red Cross>" is that very name. Persons come from the
list or, half the time, from the spellings of names in Wikidata (CC0). Also here: single sentences of the passages whose
names are marked, at times with other names of the same kind, as the public sets have sentences alone.
"""

import json
import lzma
import random
import re
from pathlib import Path

from frames import ENTITY_LABELS, IGNORE, MAX_TOKENS, Example, sentence_spans
from named import find_names

from warledger.annotate.windows import encode_sentences, join

FILLED = {"es": 2600, "ar": 2600, "ru": 2600, "en": 900, "pt": 500, "tr": 900, "nb": 400}
ALONE = {"ar": 2200, "es": 1800, "ru": 1500, "tr": 1200, "de": 300, "uk": 300}
"""Sentences by language: filled ones, and single ones of our passages."""
SWAPPED = {"ar": 0.6, "es": 0.6, "tr": 0.3}
"""Share of single sentences whose names are changed, where cases do not forbid it."""
PERSONS = frozenset({"person", "surname"})
LOWERED = {"en": 0.15}
RAISED = 0.03
ARTICLE = "the "
CASE_ENDING = re.compile(r"(?:['’]\w+)?")
MARKS = ",.;:!?()»«"
CLOSING = ",.;:!?)»"

Spans = list[tuple[int, int, str]]
Lists = dict[str, tuple[str, list[str]]]


def load_spellings(benchmarks: Path) -> dict[str, list[str]]:
    """Spellings of names by language, "" for Latin letters; those that stand for two people at least."""
    out: dict[str, list[str]] = {"ar": [], "ru": [], "": []}
    with lzma.open(benchmarks / "names-wikidata-train.jsonl.xz", "rt", encoding="utf-8") as f:
        for row in map(json.loads, f):
            native, latin = row["native"], row["latin"]
            if int(row["n"]) > 1 and " " not in native and len(native) > 2:
                out[row["language"]].append(native if row["language"] == "ar" else native[:1].upper() + native[1:])
            if int(row["n"]) > 1 and latin.isalpha() and len(latin) > 2:
                out[""].append(latin.capitalize())
    return out


def load_slots(path: Path) -> tuple[Lists, list[str]]:
    """Lists by name with their kind, and sentences."""
    lists: Lists = {}
    sentences = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            name, kind, names = line[1:].split(" ", 2)
            lists[name] = kind, [n.strip() for n in names.split("|")]
        elif line.strip():
            sentences.append(line)
    return lists, sentences


def fill(sentence: str, lists: Lists, spellings: list[str], rng: random.Random) -> tuple[str, Spans]:
    """The sentence with a name in each slot, and where the names stand.

    Raises:
        ValueError: A slot is no list's.
    """
    text, spans = "", []
    for m in re.finditer(r"<([^<>]+)>|[^<]+", sentence):
        if not m[1]:
            text += m[0]
            continue
        slot, _, name = m[1].partition(" ")
        kind = slot
        if not name:
            if slot not in lists:
                raise ValueError(f"no list {slot!r}: {sentence}")
            kind, names = lists[slot]
            name = rng.choice(names)
            if slot in PERSONS and rng.random() < 0.5:
                name = " ".join(rng.choice(spellings) for _ in range(2 if slot == "person" else 1))
        before = ARTICLE if name.startswith(ARTICLE) and (kind == "LOC" or rng.random() < 0.5) else "«" if name[0] == "«" else ""
        text += before
        name = name.removeprefix(before).removesuffix("»" if before == "«" else "")
        if kind in ("PER", "ORG", "LOC"):
            spans.append((len(text), len(text) + len(name), kind))
        text += name + ("»" if before == "«" else "")
    return text, spans


def respaced(text: str, spans: Spans, how: str) -> tuple[str, Spans]:
    """With marks glued to the word before ("glue"), with spaces on both sides ("apart"), or as it is."""
    out, at = "", []
    for i, ch in enumerate(text):
        if how == "glue" and ch == " " and text[i + 1 : i + 2] in tuple(CLOSING):
            at.append(len(out))
            continue
        inside = 0 < i < len(text) - 1 and text[i - 1].isalnum() and text[i + 1].isalnum()
        apart = how == "apart" and ch in MARKS and not inside
        if apart and out and out[-1] != " ":
            out += " "
        at.append(len(out))
        out += ch + (" " if apart and text[i + 1 : i + 2] not in ("", " ") else "")
    return out, [(at[a], at[b - 1] + 1, kind) for a, b, kind in spans]


def swapped(text: str, spans: Spans, names: dict[str, list[str]], spellings: list[str], rng: random.Random) -> tuple[str, Spans]:
    """The sentence with other names of the same kinds; `spellings` for half of the persons, none where it is empty."""
    out, last, moved = "", 0, []
    for a, b, kind in spans:
        name = rng.choice(names[kind])
        if kind == "PER" and spellings and rng.random() < 0.5:
            name = " ".join(rng.choice(spellings) for _ in range(2 if " " in text[a:b] else 1))
        out += text[last:a]
        moved.append((len(out), len(out) + len(name), kind))
        out += name
        last = b
    return out + text[last:], moved


def example(tokenizer, text: str, spans: Spans) -> Example:
    w = join([], encode_sentences(tokenizer, text, [(0, len(text))]))
    n = min(len(w.ids), MAX_TOKENS)
    e = Example(list(w.ids[:n]), [IGNORE] * n, supervised=False)
    e.entities = {i: 0 for i in range(n) if w.starts[i] >= 0}
    for a, b, kind in spans:
        for k, t in enumerate(i for i in range(n) if 0 <= w.starts[i] < b and w.ends[i] > a):
            e.entities[t] = ENTITY_LABELS.index(("I-" if k else "B-") + kind)
    return e


def filled_sentences(folder: Path, spellings: dict[str, list[str]], rng: random.Random) -> list[tuple[str, str, Spans]]:
    """Language, text and names of filled sentences, one to three of them together."""
    out = []
    for language, most in FILLED.items():
        lists, sentences = load_slots(folder / f"{language}.txt")
        pool = spellings.get(language, spellings[""])
        for number in range(most):
            chosen = [sentences[number % len(sentences)]] if rng.random() < 0.6 else rng.sample(sentences, rng.randint(2, 3))
            text, spans = "", []
            for sentence in chosen:
                more, names = fill(sentence, lists, pool, rng)
                text += " " if text else ""
                spans += [(a + len(text), b + len(text), kind) for a, b, kind in names]
                text += more
            text, spans = respaced(text, spans, rng.choice(["glue", "apart", "as it is"]))
            if rng.random() < LOWERED.get(language, 0):
                text = text.lower()
            elif language != "ar" and rng.random() < RAISED and len(text.upper()) == len(text):
                text = text.upper()
            out.append((language, text, spans))
    return out


def single_sentences(passages: list[dict], spellings: dict[str, list[str]], rng: random.Random) -> list[tuple[str, str, Spans]]:
    """Language, text and names of single sentences of marked passages."""
    known: dict[str, dict[str, set[str]]] = {}
    for row in passages:
        for name, kind in row["names"].items():
            known.setdefault(row["language"], {}).setdefault(kind, set()).add(name)
    names = {language: {kind: sorted(of) for kind, of in kinds.items()} for language, kinds in known.items()}
    left = dict(ALONE)
    out = []
    for row in rng.sample(passages, len(passages)):
        language = row["language"]
        for a, b in sentence_spans(row["text"]):
            if left.get(language, 0) < 1:
                break
            text = row["text"][a:b]
            spans: Spans = find_names(text, row["names"], language)
            if not spans and rng.random() < 0.7:
                continue
            left[language] -= 1
            if spans and rng.random() < SWAPPED.get(language, 0):
                pool = spellings.get(language, spellings[""]) if language != "tr" else []
                text, spans = swapped(text, spans, names[language], pool, rng)
            if language == "tr":  # the public set has names with their case
                spans = [(x, y + CASE_ENDING.match(text, y).end() - y, kind) for x, y, kind in spans]
            out.append((language, *respaced(text, spans, rng.choice(["as it is", "apart"]))))
    return out
