"""Reads the project's own gold with what ships and holds the scores to their floors, which only rise.

usage: python evals/ratchet.py            compare with evals/floors.json, exit 1 below a floor
       python evals/ratchet.py --update   raise the floors that were beaten; never lowers one
       python evals/ratchet.py --update --allow-regression "why"   also lowers those that are missed, and writes the reason down

A floor is the F1 of claims and of figures for each language, less MARGIN for what a handful of claims can swing
(13 passages a language, and int8 arithmetic that differs between processors). "sources ar" is of evals/sources/ar.jsonl, 40 passages
a language that say who said a figure in many ways: `found`, the share of the figures that are found with their event; `right`, the
share of these whose source is right. "constructions ar" is of evals/constructions/ar.jsonl, some 600 wordings of the wires that were
tried in every language: the share of what is wanted of each third of them that is read, and of what is not that is left out.
"""

import argparse
import json
import os
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
MARGIN = 0.04


def measure(name: str = "reports") -> dict[str, dict[str, float]]:
    """F1 of claims and figures, overall ("all") and for each language, on evals/NAME.jsonl against evals/claims.jsonl."""
    from warledger.evaluate import Names, evaluate_claims, load_gold
    from warledger.export.lookup import Lookup
    from warledger.export.shapes import iter_claims
    from warledger.run import Options, Pipeline
    from warledger.run.default import default_stages
    from warledger.store import open_store

    with open_store("sqlite:///:memory:") as store:
        Pipeline(default_stages(), store, Options()).run([str(HERE / f"{name}.jsonl")])
        with store.view() as view:
            lookup = Lookup.of(view)
            found = list(iter_claims(view, lookup, view.claims()))
    languages = {json.loads(line)["name"]: json.loads(line)["language"] for line in (HERE / f"{name}.jsonl").open(encoding="utf-8")}
    result = evaluate_claims(load_gold(HERE / "claims.jsonl"), found, Names.load(()), languages)
    scores = {"all": {"claims": result.claims().f1, "figures": result.figures().f1}}
    for language, tallies in result.languages().items():
        scores[language] = {key: tallies[key].f1 for key in ("claims", "figures")}
    return {k: {m: round(v, 3) for m, v in row.items()} for k, row in scores.items()}


def measure_sources() -> dict[str, dict[str, float]]:
    """Shares of evals/sources by "sources " and language: figures `found`, and `right` sources of these."""
    from warledger.evaluate import Names
    from warledger.evaluate.incidents import Item
    from warledger.evaluate.spelling import is_outlet
    from warledger.run.measure import read_items

    names, out = Names.load(()), {}
    for path in sorted((HERE / "sources").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.open(encoding="utf-8")]
        read = read_items([Item(f"{r['id']}.txt", r["text"], r["language"], "2024-05-17") for r in rows])
        figures = found = right = 0
        for row, item in zip(rows, read, strict=True):
            for figure in row["claims"]:
                like = [c for c in item.claims if c.event == figure["event"] and c.count is not None and c.count.low == figure["low"]]
                said = [n.text if n else "outlet" for c in like for n in (c.source, c.speaker) if n or n is c.source]
                hit = any(
                    is_outlet(s) if is_outlet(figure["source"]) else not is_outlet(s) and names.same(figure["source"], s) for s in said
                )
                figures, found, right = figures + 1, found + bool(like), right + hit
        out[f"sources {path.stem}"] = {"found": round(found / figures, 3), "right": round(right / max(1, found), 3)}
    return out


EVERY = 5
"""Of the texts of evals/constructions, which are read: 7,800 take minutes."""


def measure_constructions(every: int = EVERY) -> dict[str, dict[str, float]]:
    """Shares of evals/constructions by "constructions " and language: `right` of all that is wanted or must not be told.

    A row's `claims` are wanted: a claim that touches `words` with one of the `events`, and, where they are told, of the `stances`, with the
    count from `low` to `high`, not of `not_low`, said by one of the `sources`. Of the events in `none` there must be no claim.
    """
    from warledger.evaluate.incidents import Item
    from warledger.run.measure import read_items

    out = {}
    for path in sorted((HERE / "constructions").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.open(encoding="utf-8")][::every]
        read = read_items([Item(f"{n}.txt", r["text"], path.stem, "2024-08-06") for n, r in enumerate(rows)])
        checks = [
            check
            for row, item in zip(rows, read, strict=True)
            for check in (
                *(any(_fits(wanted, claim, row["text"]) for claim in item.claims) for wanted in row["claims"]),
                *(not any(told == claim.event for claim in item.claims) for told in row.get("none", ())),
            )
        ]
        out[f"constructions {path.stem}"] = {"right": round(sum(checks) / len(checks), 3)}
    return out


def _fits(wanted: dict, claim, text: str) -> bool:
    """Whether a claim is one that a row of evals/constructions wants."""
    words = wanted["words"]
    near = not words or any(claim.span.start < m.end() and m.start() < claim.span.end for m in re.finditer(re.escape(words), text))
    count = (claim.count.low, claim.count.high) if claim.count else (None, None)
    return (
        near
        and claim.event in wanted["events"]
        and claim.stance in wanted.get("stances", (claim.stance,))
        and ("low" not in wanted or count == (wanted["low"], wanted["high"]))
        and count[0] not in wanted.get("not_low", ())
        and any(_names(source, claim.source.text if claim.source else "outlet") for source in wanted.get("sources", ("",)))
    )


def _names(wanted: str, found: str) -> bool:
    """Whether each word of a source begins as one of the other does, but for its ending; "" is anybody."""
    one, other = ([w for w in re.findall(r"\w+", s.casefold()) if len(w) > 3] or [s.casefold()] for s in (wanted, found))

    def alike(a: str, b: str) -> bool:
        return len(os.path.commonprefix([a, b])) >= max(3, min(len(a), len(b)) - 3)

    return not wanted or all(any(alike(a, b) for b in other) for a in one) or all(any(alike(a, b) for b in one) for a in other)


def below(scores: dict, floors: dict) -> list[str]:
    """What fell below its floor, a line each."""
    return [
        f"{language} {key}: {scores.get(language, {}).get(key, 0.0):.3f} is under its floor {floor:.3f}"
        for language, row in floors.items()
        for key, floor in row.items()
        if scores.get(language, {}).get(key, 0.0) < floor
    ]


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--update", action="store_true")
    ap.add_argument("--allow-regression", metavar="WHY")
    args = ap.parse_args()
    scores = measure() | measure_sources() | measure_constructions()
    print(json.dumps(scores, indent=1))
    known = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}, "lowered": []}
    if args.update:
        for language, row in scores.items():
            old = known["floors"].get(language, {})
            new = {key: round(max(0.0, value - MARGIN), 3) for key, value in row.items()}
            fell = {k for k, v in row.items() if v < old.get(k, 0.0)} if args.allow_regression else set()
            known["floors"][language] = {k: v if k in fell else max(v, old.get(k, 0.0)) for k, v in new.items()}
        if args.allow_regression:
            known["lowered"].append(args.allow_regression)
        FLOORS.write_text(json.dumps(known, indent=1) + "\n", "utf-8")
    failed = below(scores, known["floors"])
    print("\n".join(failed), file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
