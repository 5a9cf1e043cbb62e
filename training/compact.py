"""Turn passages written in the compact authoring format into corpus JSON lines.

usage: python training/compact.py IN.txt >> training/corpus/<language>.jsonl

A file holds passages. Each starts with a header line, then the text (it may hold several lines), a line `--`, and
one line a frame; a passage without claims has none:

    == en-0301 | wire | Sudan | 2024-03-14
    Text of the passage. More of it.
    --
    killed asserts t[were killed] src[doctors' union] cue[said] subj[people]:people n[at least 23]=23.. inc[five|children]:children=5 place[Omdurman] when[on Tuesday]=2024-03-12
    injured ^ t[wounded] n[dozens]=20..99 place^ when^

`event stance`, then spans as `key[exact words]`; `key[words#2]` is their second occurrence. A stance of `^`, and
`src^ place^ when^ actor^ target^ subj^`, repeat the previous frame's (src^ brings source, source_ref, cue, speaker
and via; a stance of `^` brings the stance and src^ as well). Keys: t trigger; src source (none: the outlet's own
voice); ref source_ref; cue; spk speaker; via; actor; target; subj subject, with `:group`; n count, with `=5`, `=5..`,
`=..5`, `=5..9`; inc included part, `[count words|subject words]:group=5`; place; when, with `=day`, `=day..day`,
`=..day`, or no `=` when it cannot be resolved.
"""

import json
import re
import sys

NAMES = {
    "t": "trigger",
    "src": "source",
    "ref": "source_ref",
    "cue": "cue",
    "spk": "speaker",
    "via": "via",
    "actor": "actor",
    "target": "target",
    "subj": "subject",
    "n": "count",
    "inc": "included",
    "place": "place",
    "when": "time",
}
TOKEN = re.compile(
    r"(t|src|ref|cue|spk|via|actor|target|subj|n|inc|place|when)(?:\[([^\]]*)\](?::([a-z_]+))?(?:=([0-9.\-]+))?|(\^))(?:\s+|$)"
)
ATTRIBUTION = ("source", "source_ref", "cue", "speaker", "via")
REPEAT = {
    "src": ATTRIBUTION,
    "place": ("place",),
    "when": ("time",),
    "actor": ("actor",),
    "target": ("target",),
    "subj": ("subject", "group"),
}


def span(words):
    text, _, n = words.rpartition("#")
    return {"s": text, "n": int(n)} if text and n.isdigit() else {"s": words}


def bounds(value, convert):
    low, dots, high = value.partition("..")
    low, high = convert(low) if low else None, convert(high) if high else None
    return (low, high) if dots else (low, low)


def frame(line, previous):
    event, stance, *rest = line.split(None, 2)
    out = {"event": event, "stance": stance}
    if stance == "^":
        out["stance"] = previous["stance"]
        out.update({k: previous[k] for k in ATTRIBUTION if k in previous})
    at, body = 0, rest[0].strip() if rest else ""
    while at < len(body):
        m = TOKEN.match(body, at)
        if not m:
            raise ValueError(f"cannot read {body[at : at + 60]!r}")
        at = m.end()
        key, words, group, value, again = m.groups()
        if again:
            out.update({k: previous[k] for k in REPEAT[key] if k in previous})
        elif key == "inc":
            n, _, subject = words.partition("|")
            low, high = bounds(value, int)
            part = {"count": {**span(n), "low": low, "high": high}, "group": group or "people"}
            if subject:
                part["subject"] = span(subject)
            out.setdefault("included", []).append(part)
        elif key in ("place", "via"):
            if NAMES[key] in out and previous and out[NAMES[key]] is previous.get(NAMES[key]):
                out[NAMES[key]] = []
            out.setdefault(NAMES[key], []).append(span(words))
        else:
            s = span(words)
            if key == "n":
                s["low"], s["high"] = bounds(value, int)
            elif key == "when":
                s["from"], s["to"] = bounds(value, str) if value else (None, None)
            elif key == "subj" and group:
                out["group"] = group
            out[NAMES[key]] = s
    return out


def passages(text):
    for number, block in enumerate(re.split(r"^== ?", text, flags=re.M)[1:], 1):
        head, _, rest = block.partition("\n")
        try:
            id_, genre, war, published = (x.strip() for x in head.split("|"))
            body, _, lines = rest.partition("\n--")
            frames = []
            for line in lines.splitlines():
                if line.strip():
                    frames.append(frame(line.strip(), frames[-1] if frames else {}))
            yield {"id": id_, "genre": genre, "war": war, "published": published, "text": body.strip(), "frames": frames}
        except (ValueError, KeyError, TypeError) as e:
            print(f"passage {number} {head[:40]!r}: {e!r}", file=sys.stderr)


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for p in passages(open(path, encoding="utf-8").read()):
            print(json.dumps(p, ensure_ascii=False))
