"""Turn the gold passages, written as frames, into what `warledger run` and `warledger evaluate` take.

usage: python evals/make.py        writes evals/reports.jsonl and evals/claims.jsonl from evals/gold/*.jsonl

A frame becomes one claim for each of its counts; source is the full name where a pronoun stands; several places stay one list.
A name that its text has in another case may have its base form beside it as "base": both are right.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "training"))

from check_corpus import locate  # noqa: E402


def sentence_of(text: str, at: int) -> tuple[int, int]:
    """Rough sentence bounds: good enough for a clause's extent."""
    start = max((m.end() for m in re.finditer(r"[.!?؟…]\s+|\n", text[:at])), default=0)
    end = re.search(r"[.!?؟…](?:\s|$)|\n", text[at:])
    return start, at + end.start() + 1 if end else len(text)


def name_of(argument: dict) -> str | list[str]:
    """A name as its text has it, with its base form where the gold gives one."""
    return [argument["s"], argument["base"]] if argument.get("base") else argument["s"]


def claim_of(passage: dict, frame: dict, number: int) -> dict:
    text = passage["text"]
    trigger = locate(text, frame["trigger"])
    low, high = sentence_of(text, trigger[0])
    spans = [trigger]
    for key in ("source", "cue", "actor", "target", "subject", "count", "time"):
        if frame.get(key):
            spans.append(locate(text, frame[key]))
    spans += [locate(text, p) for p in frame.get("place") or []]
    inside = [s for s in spans if s and low <= s[0] and s[1] <= high] or [trigger]
    source = frame.get("source_ref") or frame.get("source")
    count = frame.get("count")
    when = frame.get("time")
    words = lambda key: frame[key]["s"] if frame.get(key) else None  # noqa: E731
    name = lambda key: name_of(frame[key]) if frame.get(key) else None  # noqa: E731
    start, end = min(s[0] for s in inside), max(s[1] for s in inside)
    return {
        "id": f"{passage['id']}-{number:02}", "report": passage["id"], "start": start, "end": end, "evidence": text[start:end],
        "event": frame["event"], "stance": frame["stance"], "source": name_of(source) if source else "outlet", "speaker": words("speaker"),
        "via": [v["s"] for v in frame.get("via") or []], "actor": name("actor"), "target": name("target"), "subject": words("subject"),
        "count": {"low": count.get("low"), "high": count.get("high"), "text": count["s"]} if count else None,
        "included": [
            {"subject": i["subject"]["s"] if i.get("subject") else i.get("group"), "count": {"low": i["count"].get("low"), "high": i["count"].get("high")}}
            for i in frame.get("included") or []
        ],
        "place": [form for p in frame.get("place") or [] for form in (p["s"], p.get("base")) if form] or None,
        "when": [when["from"], when["to"]] if when and (when.get("from") or when.get("to")) else None,
    }  # fmt: skip


def main() -> None:
    reports, claims = [], []
    for path in sorted((HERE / "gold").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            p = json.loads(line)
            reports.append({"name": p["id"], "text": p["text"], "published": p["published"], "language": path.stem})
            claims += [claim_of(p, f, n) for n, f in enumerate(p["frames"], 1)]
    for name, rows in (("reports", reports), ("claims", claims)):
        (HERE / f"{name}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    print(f"{len(reports)} reports, {len(claims)} claims")


if __name__ == "__main__":
    main()
