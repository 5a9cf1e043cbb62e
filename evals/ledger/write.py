# ruff: noqa: D101, D102, D103
"""Writes the dossiers of `written/*.txt` to folders: `python evals/ledger/write.py [FOLDER]`. The format is explained in README.md."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NAMED = ("source", "speaker", "actor", "target", "place")


def count_of(word: str, said: str, text: str) -> dict[str, Any]:
    low, high = word, word
    if word.endswith("+"):
        low, high = word[:-1], ""
    elif word.startswith("<"):
        low, high = "", word[1:]
    elif "-" in word:
        low, high = word.split("-")
    shown = text or next((w for w in (low, f"{int(low or 0):,}") if w and w in said), "")
    return {"low": int(low) if low else None, "high": int(high) if high else None, "text": shown}


def when_of(word: str, published: str) -> list[str | None] | None:
    if word == "-":
        return None
    if word in ("", "="):
        return [published[:10], published[:10]]
    start, _, end = word.partition("..")
    return [start or None, (end if ".." in word else start) or None]


def fields_of(text: str) -> dict[str, str]:
    pairs = (part.split("=", 1) for part in text.split(";") if part.strip())
    return {key.strip(): value.strip() for key, value in pairs}


class Dossier:
    def __init__(self, head: str) -> None:
        self.slug, conflict, about = (part.strip() for part in head.split("|", 2))
        self.reports: dict[str, dict[str, Any]] = {}
        self.truth: dict[str, Any] = {
            "about": about, "conflict": conflict if conflict != "-" else None, "claims": {}, "origins": {}, "stories": [], "lineage": [],
            "entities": [], "matters": [], "incomparable": [], "control": [],
        }  # fmt: skip
        self.current = ""

    def report(self, line: str) -> None:
        head, *rest = (part.strip() for part in line.split("|"))
        name, language, *published = head.split()
        row = {"name": name, "text": "", "language": language, "published": published[0] if published else ""}
        row |= {key: value for key, value in zip(("outlet", "title", "credit"), rest, strict=False)}
        self.reports[name], self.current = {k: v for k, v in row.items() if v or k == "text"}, name

    def claim(self, key: str, head: list[str], said: str, text: str) -> None:
        report, event, *stance = head
        given = fields_of(text)
        row: dict[str, Any] = {"report": report, "s": said, "event": event, "stance": stance[0] if stance else "asserts"}
        words = self.reports[report]["text"]
        if "k" in given:
            row["n"] = int(given["k"])
        if words.count(said) < row.get("n", 1):
            sys.exit(f"{self.slug} {key}: not in {report}: {said!r}")
        row["source"] = given.get("src", "outlet")
        for name in ("speaker", "actor", "target", "place"):
            row[name] = given.get(name)
        row["via"] = given["via"].split("+") if "via" in given else []
        row["subject"] = given.get("subj")
        row["count"] = count_of(given["n"], said, given.get("t", "")) if "n" in given else None
        row["included"] = [
            {"subject": s, "count": count_of(n, "", "")} for n, s in (p.split() for p in given.get("inc", "").split(",") if p)
        ]
        row["when"] = when_of(given.get("when", "="), self.reports[report].get("published", ""))
        self.truth["claims"][key] = row
        self.truth["origins"][key] = None if row["source"] == "outlet" else given.get("org", row["source"])

    def matter(self, key: str, text: str) -> None:
        claims, standing, *rest = (part.strip() for part in text.split("|"))
        row: dict[str, Any] = {"id": key, "claims": claims.split(), "relations": [], "denied_by": [], "accused": []}
        row["independent_origins"], row["standing"] = int(standing.split()[0]), standing.split()[1]
        row["estimate"] = None
        for part in rest:
            kind, _, value = part.partition(" ")
            if kind == "est":
                row["estimate"] = dict(zip(("low", "best", "high"), (int(v) if v != "-" else None for v in value.split()), strict=True))
            elif kind == "rel":
                row["relations"] = [[p.strip() for p in r.split(",")] for r in value.split(";")]
            elif kind == "denied":
                row["denied_by"] = [v.strip() for v in value.split(",")]
            elif kind == "accused":
                row["accused"] = [dict(zip(("by", "whom"), (v.strip() for v in p.split(">")), strict=True)) for p in value.split(";")]
            elif kind:
                sys.exit(f"{self.slug} {key}: unknown part {part!r}")
        self.truth["matters"].append(row)

    def line(self, line: str) -> None:
        kind, _, rest = line.partition(" ")
        if kind == "stories":
            self.truth["stories"] = [group.split() for group in rest.split("/")]
        elif kind == "lineage":
            for part in rest.split(";"):
                edge, how = part.split()
                self.truth["lineage"].append([*edge.split(">"), how])
        elif kind == "same":
            self.truth["entities"].append([form.strip() for form in rest.split("~")])
        elif kind == "near":
            self.truth["incomparable"].append(rest.split())
        elif kind == "control":
            place, on, state, holder = (part.strip() for part in f"{rest}|".split("|")[:4])
            self.truth["control"].append({"place": place, "on": on, "holder": holder, "state": state})
        elif kind[0] == "m" and kind[1:].isdigit():
            self.matter(kind, rest)
        elif kind[0] == "c" and kind[1:].isdigit():
            head, said, text = (part.strip() for part in f"{rest}|".split("|")[:3])
            self.claim(kind, head.split(), said, text)
        else:
            self.text(line)

    def text(self, line: str) -> None:
        row = self.reports[self.current]
        row["text"] = f"{row['text']}\n\n{line}" if row["text"] else line

    def write(self, root: Path) -> None:
        folder = root / self.slug
        folder.mkdir(exist_ok=True)
        lines = [json.dumps(row, ensure_ascii=False) for row in self.reports.values()]
        (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (folder / "truth.json").write_text(json.dumps(self.truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_written(folder: Path) -> list[Dossier]:
    found: list[Dossier] = []
    for file in sorted(folder.glob("*.txt")):
        for line in (raw.strip() for raw in file.read_text(encoding="utf-8").splitlines()):
            if line.startswith("= "):
                found.append(Dossier(line[2:]))
            elif line.startswith("@ "):
                found[-1].report(line[2:])
            elif line and not line.startswith("//"):
                found[-1].line(line)
    return found


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    dossiers = read_written(root / "written")
    known = {dossier.slug for dossier in dossiers}
    for folder in root.iterdir():
        if (folder / "truth.json").exists() and folder.name not in known:
            shutil.rmtree(folder)
    for dossier in dossiers:
        dossier.write(root)


if __name__ == "__main__":
    main()
