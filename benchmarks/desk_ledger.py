"""A large made-up ledger for the desk's benchmark, its rows put straight into the tables: read one by one they would take hours.

Twenty reports a story, ten claims a report, each answering a question that the other reports of its story answer too: so matters
of twenty claims, by five origins with three echoes each. A third of all claims is of ten origins, a seventh of one place.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from warledger.store import open_store
from warledger.store.summary import summarise

A_REPORT, A_STORY, VOICES = 10, 20, 5
FIRST = date(2016, 1, 1)
EVENTS = ("killed", "injured", "displacement", "detention", "shelling", "killed", "capture", "airstrike", "killed", "surrender")
COUNTED = ("killed", "injured", "displacement", "detention", "surrender")
STANDINGS = ("confirmed", "corroborated", "single-source", "unattributed", "contested")
LINE = "Body {body:06} said that {count:07} people were hurt in Place {place:05} on the day that was told of in the report before."
FILL = (
    "Nothing of this could be confirmed by others, and the two sides gave different accounts of how it began and of who was there. "
    "The road into the town stayed closed for most of the day while those who could leave went on foot to the villages around it. "
    "Aid workers asked again for a pause in the fighting; both sides said that they would agree to one if the other did so first. "
)


def fill(file: Path, reports: int) -> None:
    """Make the ledger; its summaries are made as a reconciliation makes them."""
    with open_store(file):
        pass
    size = Size(reports)
    with sqlite3.connect(file, isolation_level=None) as db:
        for setting in ("synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"):
            db.execute(f"PRAGMA {setting}")
        db.execute(PLAN)
        db.execute("BEGIN")
        for sql, rows in size.rows():
            db.executemany(sql, rows)
        for sql in DERIVED.split(";\n"):
            db.execute(sql)
        db.execute("INSERT INTO meta VALUES ('edition', '1')")
        db.execute("COMMIT")
    db.close()
    with open_store(file) as store, store.begin() as connection:
        summarise(connection)
        store.dialect.settle(connection)


class Size:
    """How much of everything there is for so many reports."""

    def __init__(self, reports: int) -> None:
        self.reports, self.stories = reports, reports // A_STORY
        self.origins, self.places = max(200, reports // 10), max(500, reports // 50)

    def rows(self) -> Iterator[tuple[str, Iterator[tuple[object, ...]]]]:
        """Each statement with what it inserts."""
        yield "INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._plan()
        yield "INSERT INTO pages VALUES (?, ?, ?, '2026-01-01T00:00:00+00:00', ?, ?)", self._pages()
        yield REPORTS, self._reports()
        yield "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?)", self._entities()
        yield "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?)", self.people()
        yield "INSERT INTO places VALUES (?, ?, 'town', 'SY', ?)", self._places()
        yield "INSERT INTO origins VALUES (?, ?, 'other', ?, ?)", self._origins()
        yield "INSERT INTO stories VALUES (?, ?, ?, ?)", self._stories()
        yield "INSERT INTO matters VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._matters()
        yield "INSERT INTO control VALUES (?, ?, ?, ?, ?)", self._control()

    def place(self, story: int) -> int:
        """The number of the place of a story."""
        return 0 if story % 7 == 0 else story % self.places

    def origin(self, matter: int, voice: int) -> int:
        """The number of the origin behind a voice in a matter."""
        return (matter + voice) % 10 if voice == 0 or matter % 6 == voice else (matter * VOICES + voice) % self.origins

    def _plan(self) -> Iterator[tuple[object, ...]]:
        for n in range(self.reports * A_REPORT):
            r, k = divmod(n, A_REPORT)
            story, i = divmod(r, A_STORY)
            matter = story * A_REPORT + k
            origin = self.origin(matter, i % VOICES)
            words = LINE.format(body=origin, count=count(matter, i % VOICES), place=self.place(story))
            day = on(story).isoformat()
            yield n, key("cl", n), key("rp", r), origin, self.place(story), key("ma", matter), EVENTS[k], words, day

    def _texts(self, r: int) -> str:
        story, i = divmod(r, A_STORY)
        matters = range(story * A_REPORT, (story + 1) * A_REPORT)
        voice = i % VOICES
        lines = (LINE.format(body=self.origin(m, voice), count=count(m, voice), place=self.place(story)) for m in matters)
        return "\n".join((*lines, FILL * 3))

    def _pages(self) -> Iterator[tuple[object, ...]]:
        for r in range(self.reports):
            content = f"{r}\n{self._texts(r)}".encode()
            name = f"{r:07}.txt"
            yield key("pg", r), name, hashlib.sha256(content).hexdigest(), content, json.dumps({"name": name})

    def _reports(self) -> Iterator[tuple[object, ...]]:
        for r in range(self.reports):
            text, name, language = self._texts(r), f"{r:07}.txt", ("en", "fr", "ar")[r % 3]
            title, outlet, day = f"Report {r} of the day", f"Outlet {r % 300}", on(r // A_STORY).isoformat()
            record = {
                "id": key("rp", r), "page_id": key("pg", r), "name": name, "captured": text, "text": text, "title": title,
                "offsets": {"segments": [[0, len(text), 0, len(text)]]}, "language": language, "published_on": day, "outlet": outlet,
                "sha256": f"{r:064x}",
            }  # fmt: skip
            yield record["id"], record["page_id"], name, language, day, outlet, title, json.dumps(record)

    def _entities(self) -> Iterator[tuple[object, ...]]:
        for n in range(self.origins):
            name, side = f"Body {n:06}", side_of(n)
            forms = [{"text": name, "language": "en", "mentions": 9}, {"text": f"هيئة {n}", "language": "ar", "mentions": 1}]
            record = {"id": f"en-{n}", "kind": "body", "name": name, "forms": forms, "origin_id": f"or-{n}", "side": side}
            yield f"en-{n}", "body", name, f"or-{n}", side, json.dumps(record)

    def people(self) -> Iterator[tuple[object, ...]]:
        """Private persons, one in ten reports, whom a public desk hides; nobody quotes them."""
        for n in range(self.reports // 10):
            name = f"{person(n)} {person(n // 7 + 1)}"
            record = {
                "id": f"en-p{n}",
                "kind": "person",
                "name": name,
                "forms": [{"text": name, "language": "en", "mentions": 1}],
                "private": True,
            }
            yield f"en-p{n}", "person", name, "", "", json.dumps(record)

    def _places(self) -> Iterator[tuple[object, ...]]:
        for n in range(self.places):
            name = f"Place {n:05}"
            lat, lon = 30 + n % 70 / 10, 35 + n // 70 % 90 / 10
            record = {"id": f"pl-{n}", "name": name, "feature": "town", "lat": lat, "lon": lon, "radius_km": 2.0, "country": "SY"}
            yield f"pl-{n}", name, json.dumps(record)

    def _origins(self) -> Iterator[tuple[object, ...]]:
        for n in range(self.origins):
            record = {"id": f"or-{n}", "name": f"Body {n:06}", "kind": "other", "side": side_of(n), "weak": n % 4 == 3}
            yield f"or-{n}", record["name"], record["side"], json.dumps(record)

    def _stories(self) -> Iterator[tuple[object, ...]]:
        for s in range(self.stories):
            own = [key("rp", r) for r in range(s * A_STORY, (s + 1) * A_STORY)]
            day, title = on(s).isoformat(), f"Story {s}"
            record = {"id": key("st", s), "title": title, "on": day, "report_ids": own, "place_ids": [f"pl-{self.place(s)}"]}
            yield record["id"], day, title, json.dumps(record)

    def _matters(self) -> Iterator[tuple[object, ...]]:
        for m in range(self.stories * A_REPORT):
            record = self._matter(m)
            standing = record["standing"]
            support = 1000 * len(record["origin_ids"]) + len(record["claim_ids"])
            columns = record["id"], record["story_id"], record["event"], standing, "people", STANDINGS.index(standing), support
            yield *columns, json.dumps(record)

    def _matter(self, m: int) -> dict[str, object]:
        story, k = divmod(m, A_REPORT)
        made, event, day, accounts, everything = key("ma", m), EVENTS[k], on(story).isoformat(), [], []
        for voice in range(VOICES):
            claims = [key("cl", (story * A_STORY + i) * A_REPORT + k) for i in range(voice, A_STORY, VOICES)]
            everything += claims
            account = {"id": f"ac-{m}-{voice}", "matter_id": made, "origin_id": f"or-{self.origin(m, voice)}", "stance": "asserts"}
            account |= {"claim_ids": claims, "echo_ids": claims[1:], "said_on": day}
            if event in COUNTED:
                number = count(m, voice)
                account |= {"count": {"low": number, "high": number, "text": str(number)}, "count_claim_id": claims[0]}
            accounts.append(account)
        origins = [a["origin_id"] for a in accounts]
        record = {
            "id": made, "story_id": key("st", story), "event": event, "what": f"people {event} in Place {self.place(story):05}, {day}",
            "place_ids": [f"pl-{self.place(story)}"], "group": "people", "when": {"start": day, "end": day},
            "standing": STANDINGS[m % 5], "reasons": ["made for the benchmark"], "origin_ids": origins, "claim_ids": everything,
            "accounts": accounts,
        }  # fmt: skip
        if m % 11 == 0:
            record["relations"] = [{"origin_id": origins[0], "other_id": origins[1], "kind": "conflict", "reason": "no number fits both"}]
        if event in COUNTED:
            low, high = count(m, 0), count(m, VOICES - 1)
            first, last = accounts[0]["claim_ids"][0], accounts[-1]["claim_ids"][0]
            named = {"low_claim_id": first, "best_claim_id": last, "high_claim_id": last}
            record["estimate"] = {"low": low, "best": high, "high": high, **named}
        return record

    def _control(self) -> Iterator[tuple[object, ...]]:
        for p in range(self.places):
            for step in range(6):
                day = (FIRST + timedelta(step * 60 + p % 30)).isoformat()
                record = {"place_id": f"pl-{p}", "on": day, "holder": f"Body {step:06}", "state": "held", "standing": "single-source"}
                record |= {"origin_ids": ["or-1"], "claim_ids": [key("cl", p)]}
                yield f"co-{p}-{step}", f"pl-{p}", day, record["holder"], json.dumps(record)


def key(kind: str, number: int) -> str:
    """An id that looks like a hash: neighbours do not lie beside each other."""
    return f"{kind}-{number * 2654435761 % 4294967296:08x}"


def count(matter: int, voice: int) -> int:
    """What a voice says of a matter."""
    return matter % 97 + 1 + voice


def side_of(origin: int) -> str:
    """Whose interest an origin serves."""
    return ("government", "opposition", "")[origin % 3]


def on(story: int) -> date:
    """The day of a story."""
    return FIRST + timedelta(story % 730)


REPORTS = "INSERT INTO reports (id, page_id, name, language, published_on, outlet, title, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
PLAN = """
CREATE TEMP TABLE plan (
  n INTEGER PRIMARY KEY, claim TEXT, report TEXT, origin INTEGER, place INTEGER, matter TEXT, event TEXT, words TEXT, day TEXT)
"""
DERIVED = f"""
INSERT INTO annotations SELECT id, 'bench', json_object('reader', 'bench', 'report_id', id, 'sentences', json('[]')) FROM reports
  ORDER BY id;
INSERT INTO claims SELECT claim, report, start, event, 'asserts', 'bench', prob, json_object(
  'count', json_object('high', n % 97 + 1, 'low', n % 97 + 1, 'text', '7'), 'event', event, 'evidence', words, 'id', claim,
  'prob', prob, 'reader', 'bench', 'report_id', report,
  'source', json_object('span', json_array(start, stop), 'text', printf('Body %06d', origin)), 'span', json_array(start, stop),
  'subject', json_object('group', 'people', 'span', json_array(start, stop), 'text', 'people'), 'trigger', json_array(start, stop))
  FROM (SELECT *, n % {A_REPORT} * (length(words) + 1) AS start, n % {A_REPORT} * (length(words) + 1) + length(words) AS stop,
    0.3 + n % 70 / 100.0 AS prob FROM plan) ORDER BY claim;
INSERT INTO linked SELECT claim, report, 'or-' || origin, 'en-' || origin, json_object(
  'claim_id', claim, 'harmed_side', CASE WHEN n % 20 = 0 THEN 'government' ELSE '' END, 'origin_id', 'or-' || origin,
  'place_ids', json_array('pl-' || place), 'report_id', report, 'source_id', 'en-' || origin,
  'when', json_object('end', day, 'start', day)) FROM plan ORDER BY claim;
INSERT INTO days SELECT id, published_on, json_object('on', published_on, 'report_id', id) FROM reports ORDER BY id;
INSERT INTO echoes SELECT 'ec-' || substr(id, 4), id, first, 'wire',
  json_object('kind', 'wire', 'of_id', first, 'report_id', id, 'score', 0.9)
  FROM reports, (SELECT min(id) AS first FROM reports) WHERE reports.rowid % 40 = 0;
INSERT INTO refs
  SELECT claim, 'origin', 'or-' || origin FROM plan UNION ALL SELECT claim, 'place', 'pl-' || place FROM plan
  UNION ALL SELECT claim, 'source', 'en-' || origin FROM plan UNION ALL SELECT matter, 'claim', claim FROM plan
  UNION ALL SELECT DISTINCT matter, 'origin', 'or-' || origin FROM plan
  UNION ALL SELECT DISTINCT matter, 'place', 'pl-' || place FROM plan
  UNION ALL SELECT s.id, 'report', j.value FROM stories s, json_each(s.record, '$.report_ids') j
  UNION ALL SELECT s.id, 'place', j.value FROM stories s, json_each(s.record, '$.place_ids') j ORDER BY 1, 2, 3;
INSERT INTO texts SELECT row_number() OVER (ORDER BY at, kind DESC, id), kind, id FROM (
  SELECT rowid * 100 AS at, 'reports' AS kind, id FROM reports
  UNION ALL SELECT (n / {A_REPORT} + 1) * 100 + n % {A_REPORT}, 'claims', claim FROM plan);
INSERT INTO words(rowid, body) SELECT number, title || char(10) || json_extract(record, '$.text')
  FROM texts JOIN reports ON id = record_id ORDER BY number;
INSERT INTO words(rowid, body) SELECT number, words FROM texts JOIN plan ON claim = record_id WHERE kind = 'claims' ORDER BY number;
DROP TABLE plan
"""


def person(number: int) -> str:
    """A word like a name, another for each number."""
    consonants, vowels, word = "bdfgklmnrstvz", "aeiou", ""
    for _ in range(4):
        number, c = divmod(number, len(consonants))
        number, v = divmod(number, len(vowels))
        word += consonants[c] + vowels[v]
    return word.capitalize()
