# ruff: noqa: E501
"""A small ledger made by hand: three reports in three scripts, one story, matters of every standing."""

from datetime import UTC, date, datetime

from warledger.model import (
    Account,
    Accusation,
    Annotation,
    Claim,
    Control,
    Count,
    DayOf,
    Echo,
    Entity,
    Estimate,
    Form,
    Incomparable,
    Linked,
    Matter,
    Named,
    OffsetMap,
    Origin,
    Period,
    Place,
    RawPage,
    Relation,
    Removed,
    Report,
    Segment,
    Span,
    Story,
    Subject,
    content_id,
)
from warledger.store import Conclusions, Reading

DAY = date(2016, 12, 12)
TEXTS = {
    "en.txt": (
        "Share this page\nThe army took Sheikh Saeed overnight, state media said. At least 34 civilians were killed, the Observatory said. "
        "The army denied it had killed civilians. 728 fighters surrendered within 24 hours, the Russian Ministry of Defence said."
    ),
    "fr.txt": "L'armée a pris Cheikh Saïd, selon l'Observatoire. Plus de 2 200 combattants se sont rendus depuis le début, selon Moscou.",
    "ar.txt": "قال المرصد إن 34 مدنيا قتلوا في حلب. وسيطر الجيش على الشيخ سعيد، وفق مسؤول في المعارضة.",
}
OUTLETS = {"en.txt": "The Wire", "fr.txt": "Le Courrier", "ar.txt": ""}


def report(name: str) -> Report:
    captured = TEXTS[name]
    cut = captured.find("\n") + 1
    removed = (Removed(Span(0, cut - 1), "share button"),) if cut else ()
    offsets = OffsetMap((Segment(0, len(captured) - cut, cut, len(captured) - cut),))
    raw = page(name)
    return Report(
        content_id("rp", raw.id), raw.id, name, captured, captured[cut:], offsets, removed, title=f"Title of {name}", language=name[:2],
        published_on=None if name == "fr.txt" else DAY, outlet=OUTLETS[name], sha256=raw.sha256,
    )  # fmt: skip


def page(name: str) -> RawPage:
    return RawPage(name, TEXTS[name].encode(), captured_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


def claim(
    name: str, words: str, event: str, source: str = "", count: Count | None = None, stance: str = "asserts", group: str = ""
) -> Claim:
    of = report(name)
    start = of.text.index(words)
    span = Span(start, start + len(words))
    return Claim(
        content_id("cl", of.id, event, stance, words), of.id, span, words, span, event, stance,
        source=Named(source, Span(0, 2), "organisation") if source else None, count=count,
        subject=Subject(group, span, group) if group else None, places=(Named("Sheikh Saeed", Span(0, 2), "place"),), reader="hand", prob=0.9,
    )  # fmt: skip


TOOK = claim("en.txt", "The army took Sheikh Saeed overnight", "capture", "state media")
DEAD = claim("en.txt", "At least 34 civilians were killed", "killed", "the Observatory", Count(34, None, "At least 34"), group="civilians")
DENIED = claim("en.txt", "The army denied it had killed civilians", "killed", "The army", stance="denies", group="civilians")
GAVE_UP = claim("en.txt", "728 fighters surrendered", "surrender", "Russian Ministry of Defence", Count(728, 728, "728"), group="fighters")
PRIS = claim("fr.txt", "L'armée a pris Cheikh Saïd", "capture", "l'Observatoire")
RENDUS = claim(
    "fr.txt", "Plus de 2 200 combattants se sont rendus", "surrender", "Moscou", Count(2201, None, "Plus de 2 200"), group="fighters"
)
QUTILU = claim("ar.txt", "34 مدنيا قتلوا في حلب", "killed", "المرصد", Count(34, 34, "34"), group="civilians")
SAYTARA = claim("ar.txt", "وسيطر الجيش على الشيخ سعيد", "capture", "مسؤول في المعارضة")
CLAIMS = (TOOK, DEAD, DENIED, GAVE_UP, PRIS, RENDUS, QUTILU, SAYTARA)

STATE = Origin("or-state", "Syrian state", "state", "government")
MONITOR = Origin("or-monitor", "Syrian Observatory for Human Rights", "monitor")
REBELS = Origin("or-rebels", "Syrian opposition", "armed_group", "opposition")
RUSSIA = Origin("or-russia", "Russian state", "state", "government")
ENTITIES = (
    Entity("en-sana", "body", "SANA", (Form("state media", "en", 1),), "or-state", "government", known="conflicts/syria"),
    Entity("en-army", "body", "Syrian Arab Army", (Form("The army", "en", 1),), "or-state", "government"),
    Entity(
        "en-sohr", "body", "Syrian Observatory for Human Rights",
        (Form("the Observatory", "en", 1), Form("l'Observatoire", "fr", 1), Form("المرصد", "ar", 2)), "or-monitor", reasons=("known name",),
    ),
    Entity("en-opp", "anonymous", "opposition official", (Form("مسؤول في المعارضة", "ar", 1),), "or-rebels", "opposition"),
    Entity("en-mod", "body", "Russian Ministry of Defence", (Form("Moscou", "fr", 1),), "or-russia"),
)  # fmt: skip
PLACES = (
    Place("pl-aleppo", "Aleppo", "city", 36.2, 37.16, 10, "SY", (), (Form("حلب", "ar", 1),)),
    Place(
        "pl-saeed", "Sheikh Saeed", "district", parents=("pl-aleppo",), forms=(Form("Cheikh Saïd", "fr", 1), Form("الشيخ سعيد", "ar", 1))
    ),
)
WHO = {TOOK: "en-sana", DEAD: "en-sohr", DENIED: "en-army", GAVE_UP: "en-mod", PRIS: "en-sohr", RENDUS: "en-mod", QUTILU: "en-sohr", SAYTARA: "en-opp"}  # fmt: skip
ORIGIN_OF = {e.id: e.origin_id for e in ENTITIES}


def _linked(c: Claim) -> Linked:
    source = WHO[c]
    return Linked(
        c.id, c.report_id, source, ORIGIN_OF[source], place_ids=("pl-saeed",) if c.event == "capture" else ("pl-aleppo",),
        when=Period(DAY, DAY), when_basis="day of publication",
    )  # fmt: skip


def _account(matter: str, origin: str, *claims: Claim, echoes: tuple[Claim, ...] = (), stance: str = "asserts") -> Account:
    last = claims[-1]
    return Account(
        content_id("ac", matter, origin), matter, origin, stance, tuple(c.id for c in claims), tuple(e.id for e in echoes), last.count,
        last.id if last.count else "", said_on=DAY,
    )  # fmt: skip


MATTERS = (
    Matter(
        "ma-took", "st-one", "capture", "Sheikh Saeed captured by government forces", ("pl-saeed",), "", Period(DAY, DAY), "confirmed",
        ("said by both sides",), ("or-monitor", "or-rebels", "or-state"), (TOOK.id, PRIS.id, SAYTARA.id),
        (_account("ma-took", "or-state", TOOK), _account("ma-took", "or-monitor", PRIS), _account("ma-took", "or-rebels", SAYTARA)),
    ),
    Matter(
        "ma-dead", "st-one", "killed", "civilians killed in Aleppo", ("pl-aleppo",), "civilians", Period(DAY, DAY), "contested",
        ("one origin says it, the army denies it",), ("or-monitor",), (DEAD.id, QUTILU.id, DENIED.id),
        (_account("ma-dead", "or-monitor", DEAD, QUTILU, echoes=(QUTILU,)), _account("ma-dead", "or-state", DENIED, stance="denies")),
        (Relation("or-monitor", "or-monitor", "revise"),), Estimate(34, 34, None, DEAD.id, DEAD.id, DEAD.id, "strongest, then latest"),
        ("or-state",), (Accusation("or-monitor", "en-army", DEAD.id),),
    ),
    Matter(
        "ma-24h", "st-one", "surrender", "fighters surrendered in Aleppo within 24 hours", ("pl-aleppo",), "fighters", Period(DAY, DAY),
        "single-source", ("one origin",), ("or-russia",), (GAVE_UP.id,), (_account("ma-24h", "or-russia", GAVE_UP),), (),
        Estimate(728, 728, 728, GAVE_UP.id, GAVE_UP.id, GAVE_UP.id),
    ),
    Matter(
        "ma-all", "st-one", "surrender", "fighters surrendered in Aleppo since the battle began", ("pl-aleppo",), "fighters", Period(None, DAY),
        "single-source", ("one origin",), ("or-russia",), (RENDUS.id,), (_account("ma-all", "or-russia", RENDUS),), (),
        Estimate(2201, 2201, None, RENDUS.id, RENDUS.id, RENDUS.id),
    ),
)  # fmt: skip
IDS = {name: report(name).id for name in TEXTS}
CONCLUSIONS = Conclusions(
    entities=ENTITIES,
    places=PLACES,
    origins=(STATE, MONITOR, REBELS, RUSSIA),
    linked=tuple(_linked(c) for c in CLAIMS),
    stories=(Story("st-one", "Sheikh Saeed falls", DAY, tuple(IDS.values()), ("pl-saeed", "pl-aleppo"), ("same places and day",)),),
    echoes=(Echo(IDS["ar.txt"], IDS["en.txt"], "translation", 0.5, ("same figure",)),),
    days=(DayOf(IDS["en.txt"], DAY), DayOf(IDS["ar.txt"], DAY), DayOf(IDS["fr.txt"], DAY, True, "the story is of that day")),
    matters=MATTERS,
    incomparable=(Incomparable("ma-24h", "ma-all", "period", "24 hours against the whole battle"),),
    control=(Control("pl-saeed", DAY, "Syrian state", "held", "confirmed", ("or-state", "or-monitor"), (TOOK.id, PRIS.id)),),
)


def reading(name: str) -> Reading:
    of = report(name)
    marks = Annotation(of.id, "hand", (Span(0, len(of.text)),))
    return Reading(page(name), of, marks, tuple(c for c in CLAIMS if c.report_id == of.id))


def fill(store) -> None:
    """Put the whole ledger into a store."""
    writer = store.writer()
    for name in TEXTS:
        writer.put(reading(name))
    writer.replace(CONCLUSIONS)
