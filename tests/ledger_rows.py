"""Rows of claims for tests of the ledger: one event told by one origin on one day, changed as a test needs."""

ROW = {
    "event": "killed", "stance": "asserts", "source": "Syrian Observatory for Human Rights", "actor": None, "target": None,
    "subject": "civilians", "count": None, "included": [], "place": "Palmyra", "when": ["2016-12-12", "2016-12-12"],
    "start": 0, "end": 10,
}  # fmt: skip
PUBLISHED = {"r1": "2016-12-12", "r2": "2016-12-13", "r3": "2016-12-14"}


def row(key, report="r1", n=None, **more):
    """A row of gold with an id, of a report, with a figure or none."""
    count = {"low": n, "high": n, "text": str(n)} if n is not None else None
    return ROW | {"id": key, "report": report, "count": count, "evidence": f"words of {key}"} | more
