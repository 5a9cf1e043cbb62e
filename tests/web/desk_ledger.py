"""The hand-made ledger with what pages need besides: days, a map, revisions, conflicting figures, a private person, hostile words."""

import dataclasses
import sys
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import handmade as h
from warledger.model import (
    Account,
    Annotation,
    Claim,
    Control,
    Count,
    DayOf,
    Entity,
    Estimate,
    Form,
    Issue,
    Linked,
    Matter,
    Named,
    OffsetMap,
    Origin,
    Period,
    Place,
    RawPage,
    Rejection,
    Relation,
    Report,
    Segment,
    Span,
    Story,
    Subject,
    content_id,
)
from warledger.store import Reading

WITNESS = "Layla Qabbani"
DAYS = [date(2016, 12, 10), date(2016, 12, 11), date(2016, 12, 12), date(2016, 12, 13)]

ATTACKS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "'onmouseover='window.pwned=1",
    "{{7*7}}{% raw %}",
    "javascript:window.pwned=1",
    "</textarea></title></style><iframe src=//evil.example></iframe>",
    "\u202egnp.exe\u0000\u001b[31m",
    '=HYPERLINK("http://evil.example");=1+1',
    '<a href="data:text/html,<script>window.pwned=1</script>">x</a>',
)


def hostile(n: int) -> str:
    return ATTACKS[n % len(ATTACKS)]


def _report(name: str, text: str, on: date, **more) -> tuple[RawPage, Report]:
    raw = RawPage(name, text.encode("utf-8", "surrogatepass"), captured_at=datetime(2026, 1, 3, tzinfo=UTC))
    report = Report(
        content_id("rp", raw.id),
        raw.id,
        name,
        text,
        text,
        OffsetMap((Segment(0, len(text), 0, len(text)),)),
        published_on=on,
        sha256=raw.sha256,
        **{"language": "en", **more},
    )
    return raw, report


def _claim(
    report: Report,
    words: str,
    event: str,
    source: str,
    count: Count | None = None,
    group: str = "",
    stance: str = "asserts",
    prob: float = 0.8,
) -> Claim:
    start = report.text.index(words)
    span = Span(start, start + len(words))
    return Claim(
        content_id("cl", report.id, event, words),
        report.id,
        span,
        words,
        span,
        event,
        stance,
        source=Named(source, span) if source else None,
        count=count,
        subject=Subject(group, span, group) if group else None,
        prob=prob,
        reader="hand",
    )


DAY1 = _report(
    "monitor-10.txt",
    f"Residents count 60 dead in Fardous. The monitor says 21 people were killed in Sukkari. {WITNESS} said her brother was detained.",
    DAYS[0],
    title="Saturday in Aleppo",
    outlet="The Wire",
)
DAY2 = _report(
    "monitor-11.txt",
    "The monitor now says at least 34 people were killed in Sukkari. The ministry speaks of 5 to 8 killed there. Fardous is contested.",
    DAYS[1],
    title="Sunday in Aleppo",
    outlet="Le Courrier",
)
EVIL = _report(
    hostile(5),
    " ".join(ATTACKS) + " 3 people were killed in a shelling.",
    DAYS[2],
    title=hostile(0),
    byline=hostile(1),
    outlet=hostile(2),
    url=hostile(5),
    credit=hostile(3),
)
REPORTS = (DAY1, DAY2, EVIL)

RESIDENTS = Origin("or-residents", "residents", "anonymous", "", True)
WITCH = Origin("or-evil", hostile(0), "other", hostile(4))
PRIVATE = Entity("en-witness", "person", WITNESS, (Form(WITNESS, "en", 2), Form("ليلى قباني", "ar", 1)), private=True)
EVIL_ENTITY = Entity(
    "en-evil", "person", hostile(1), (Form(hostile(2), "en", 1), Form(hostile(7), "ar", 1)), "or-evil", hostile(4), reasons=(hostile(0),)
)

D1, D2, D3 = DAY1[1], DAY2[1], EVIL[1]
FARDOUS60 = _claim(D1, "Residents count 60 dead in Fardous", "killed", "residents", Count(60, 60, "60"), "civilians", prob=0.4)
SUKKARI21 = _claim(D1, "21 people were killed in Sukkari", "killed", "the monitor", Count(21, 21, "21"), "people")
HELD = _claim(D1, f"{WITNESS} said her brother was detained", "detention", WITNESS, None, "people", prob=0.6)
SUKKARI34 = _claim(D2, "at least 34 people were killed in Sukkari", "killed", "the monitor", Count(34, None, "at least 34"), "people")
SUKKARI5 = _claim(D2, "5 to 8 killed there", "killed", "The ministry", Count(5, 8, "5 to 8"), "people")
OPEN = _claim(D2, "Fardous is contested", "clash", "")
SHELLS = _claim(D3, "3 people were killed in a shelling", "killed", hostile(0), Count(3, 3, hostile(8)), "people")
CLAIMS = (FARDOUS60, SUKKARI21, HELD, SUKKARI34, SUKKARI5, OPEN, SHELLS)

PLACES = (
    Place("pl-sukkari", "Sukkari", "district", 36.1790, 37.1490, 0.8, "SY", ("pl-aleppo",), (Form("السكري", "ar", 2),)),
    Place("pl-fardous", "Fardous", "district", 36.1836, 37.1615, 0.7, "SY", ("pl-aleppo",), (Form("الفردوس", "ar", 1),)),
    Place("pl-bustan", "Bustan al-Qasr", "district", 36.1916, 37.1447, 0.7, "SY", ("pl-aleppo",)),
    Place("pl-shaar", "Shaar", "district", 36.2076, 37.1846, 0.8, "SY", ("pl-aleppo",)),
    Place("pl-evil", hostile(0), hostile(1), 36.16, 37.18, 1, "SY", (), (Form(hostile(2), "en", 1),), True),
)
MAPPED = tuple(dataclasses.replace(p, lat=36.1553, lon=37.1440, radius_km=1.0, country="SY") if p.id == "pl-saeed" else p for p in h.PLACES)

CONTROL = (
    Control("pl-saeed", DAYS[0], "Syrian opposition", "held", "single-source", ("or-rebels",), (h.SAYTARA.id,)),
    Control("pl-shaar", DAYS[0], "Syrian state", "held", "corroborated", ("or-state", "or-monitor"), (h.PRIS.id,)),
    Control("pl-sukkari", DAYS[0], "Syrian opposition", "held", "single-source", ("or-monitor",), (SUKKARI21.id,)),
    Control("pl-bustan", DAYS[1], "Syrian opposition", "held", "single-source", ("or-monitor",), (SUKKARI34.id,)),
    Control("pl-fardous", DAYS[1], "", "contested", "contested", ("or-monitor", "or-state"), (OPEN.id,)),
    Control("pl-evil", DAYS[2], hostile(0), "held", "unattributed", (), (SHELLS.id,)),
    Control("pl-bustan", DAYS[3], "Syrian state", "held", "confirmed", ("or-state", "or-rebels"), (h.TOOK.id,)),
)


def _account(matter: str, origin: str, claim: Claim, on: date, **more) -> Account:
    return Account(content_id("ac", matter, origin), matter, origin, "asserts", (claim.id,), (), claim.count, claim.id, said_on=on, **more)


MATTERS = (
    Matter(
        "ma-sukkari",
        "st-days",
        "killed",
        "people killed in Sukkari",
        ("pl-sukkari",),
        "people",
        Period(DAYS[0], DAYS[1]),
        "corroborated",
        ("said by 2 independent origins",),
        ("or-monitor", "or-state"),
        (SUKKARI21.id, SUKKARI34.id, SUKKARI5.id),
        (
            dataclasses.replace(
                _account("ma-sukkari", "or-monitor", SUKKARI34, DAYS[1]),
                claim_ids=(SUKKARI21.id, SUKKARI34.id),
                superseded=((SUKKARI21.id, Count(21, 21, "21")),),
            ),
            _account("ma-sukkari", "or-state", SUKKARI5, DAYS[1]),
        ),
        (
            Relation("or-monitor", "or-monitor", "revise", "later and larger"),
            Relation("or-monitor", "or-state", "conflict", "no number fits both"),
        ),
        Estimate(5, 34, None, SUKKARI5.id, SUKKARI34.id, SUKKARI34.id, "strongest, then latest"),
    ),
    Matter(
        "ma-fardous",
        "st-days",
        "killed",
        "60 civilians killed in Fardous",
        ("pl-fardous",),
        "civilians",
        Period(DAYS[0], DAYS[0]),
        "single-source",
        ("only residents",),
        ("or-residents",),
        (FARDOUS60.id,),
        (_account("ma-fardous", "or-residents", FARDOUS60, DAYS[0]),),
        (),
        Estimate(60, 60, 60, FARDOUS60.id, FARDOUS60.id, FARDOUS60.id),
    ),
    Matter(
        "ma-held",
        "st-days",
        "detention",
        f"brother of {WITNESS} detained",
        (),
        "people",
        None,
        "single-source",
        (f"only {WITNESS}",),
        ("or-residents",),
        (HELD.id,),
    ),
    Matter(
        "ma-open",
        "st-days",
        "clash",
        "clashes in Fardous",
        ("pl-fardous",),
        "",
        Period(DAYS[1], DAYS[1]),
        "unattributed",
        ("no source named",),
        (),
        (OPEN.id,),
    ),
    Matter(
        "ma-evil",
        "st-evil",
        "killed",
        f"killed {hostile(0)}",
        ("pl-evil",),
        hostile(1),
        Period(DAYS[2], DAYS[2]),
        "single-source",
        (hostile(2),),
        ("or-evil",),
        (SHELLS.id,),
        (_account("ma-evil", "or-evil", SHELLS, DAYS[2]),),
        (Relation("or-evil", "or-evil", "revise", hostile(6)),),
        Estimate(3, 3, 3, SHELLS.id, SHELLS.id, SHELLS.id, hostile(6)),
        ("or-evil",),
    ),
)
WHO = {
    FARDOUS60.id: ("", "or-residents"),
    SUKKARI21.id: ("en-sohr", "or-monitor"),
    HELD.id: ("en-witness", ""),
    SUKKARI34.id: ("en-sohr", "or-monitor"),
    SUKKARI5.id: ("en-army", "or-state"),
    OPEN.id: ("", ""),
    SHELLS.id: ("en-evil", "or-evil"),
}
WHERE = {
    FARDOUS60.id: "pl-fardous",
    SUKKARI21.id: "pl-sukkari",
    SUKKARI34.id: "pl-sukkari",
    SUKKARI5.id: "pl-sukkari",
    OPEN.id: "pl-fardous",
    SHELLS.id: "pl-evil",
}
LINKED = tuple(
    Linked(
        c.id,
        c.report_id,
        *WHO[c.id],
        place_ids=(WHERE[c.id],) if c.id in WHERE else (),
        when=Period(DAYS[0], DAYS[0]),
        harmed_side="government" if c is SUKKARI5 else "",
    )
    for c in CLAIMS
)
CONCLUSIONS = dataclasses.replace(
    h.CONCLUSIONS,
    entities=(*h.ENTITIES, PRIVATE, EVIL_ENTITY),
    places=(*MAPPED, *PLACES),
    origins=(*h.CONCLUSIONS.origins, RESIDENTS, WITCH),
    linked=(*h.CONCLUSIONS.linked, *LINKED),
    stories=(
        *h.CONCLUSIONS.stories,
        Story("st-days", "The last days of east Aleppo", DAYS[1], (D1.id, D2.id), ("pl-aleppo",), ("same places",)),
        Story("st-evil", hostile(0), DAYS[2], (D3.id,), ("pl-evil",), (hostile(1),)),
    ),
    days=(*h.CONCLUSIONS.days, DayOf(D1.id, DAYS[0]), DayOf(D2.id, DAYS[1]), DayOf(D3.id, DAYS[2], True, hostile(1))),
    matters=(*h.MATTERS, *MATTERS),
    control=(*h.CONCLUSIONS.control, *CONTROL),
    issues=(Issue(D3.id, "clean", "odd", hostile(6)),),
)


def fill(store) -> None:
    """Put the whole ledger into a store."""
    writer = store.writer()
    for name in h.TEXTS:
        writer.put(h.reading(name))
    for page, report in REPORTS:
        marks = Annotation(report.id, "hand", (Span(0, len(report.text)),))
        writer.put(Reading(page, report, marks, tuple(c for c in CLAIMS if c.report_id == report.id)))
    writer.put_rejection(Rejection(hostile(0), "binary", hostile(1)))
    writer.replace(CONCLUSIONS)


ADDRESS = "https://wire.example/aleppo"
VERSIONS = (
    "People are leaving. At least 34 people were killed in Sukkari, the monitor said.\nThe army took the mill.",
    "People are leaving. At least 41 people were killed in Sukkari, the monitor said.\n728 fighters surrendered, the ministry said.",
    f"People are leaving. At least 41 people were killed in Sukkari, the monitor said.\n{WITNESS} said so. {ATTACKS[0]}{ATTACKS[7]}",
)


def put_versions(store) -> list[str]:
    """Put three versions of one page into a store, the last with hostile words; their reports."""
    ids = []
    for n, text in enumerate(VERSIONS):
        page, report = _report(ADDRESS, text, DAYS[0], title=f"Aleppo, version {hostile(n) if n == 2 else n + 1}", url=f"{ADDRESS}#v{n}")
        page = dataclasses.replace(page, captured_at=datetime(2026, 1, 3, 10 + n, tzinfo=UTC))
        told = [_claim(report, text[20:48], "killed", "the monitor", Count(*((34, 34, "34") if n == 0 else (41, 41, "41"))), "civilians")]
        for words, event, source in (("The army took the mill", "capture", ""), ("728 fighters surrendered", "surrender", "the ministry")):
            told += [_claim(report, words, event, source)] if words in text else []
        store.writer().put(Reading(page, report, Annotation(report.id, "hand", (Span(0, len(text)),)), tuple(told)))
        ids.append(report.id)
    return ids
