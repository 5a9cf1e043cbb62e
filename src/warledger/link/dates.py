"""Dating: when each claim says that its event was.

Takes claims, their links and the day of each report, gives the same links with `when` set. Does not read the text:
the wording of a time was found before, and days of undated reports come from their stories.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from warledger.link.times import is_same_period, resolve_time
from warledger.model import Claim, DayOf, Linked, Period, Report
from warledger.packs.languages import LanguagePack
from warledger.packs.ontology import load_ontology

_FAR_APART = (date(1990, 1, 3), date(2090, 8, 20))
"""A wording that means the same day seen from both needs no day of publication."""
LEAD_DAYS = 7
"""Days before a report within which its first dated event tells what it is about."""
SAID_THEN = "day of report, in which it was said"
"""How the basis of a day begins that stands with the word of saying: nothing says that the deed was not done before."""
ANSWERS = frozenset({"denies", "accuses"})
"""What is said of deeds done before, as a rule: the day of the report is that of the words."""
AROUND = 8
"""As many with an article, where the one who says it or is accused stands between them."""
_PAUSE = re.compile(r"[,،;:\"“”«»]")
LASTING = frozenset({"control", "besieged", "shortage"})
"""What is so on the day on which it is said to be so."""
BESIDE = 4
"""Code points between a word of saying and its own time ("said on", "am Montag sagte")."""
BLOWS = {"harm": "force", "things": "force"}
NOT_UNDERSTOOD = "wording not understood"
NEEDS_DAY = "is told from the day of the report, which is not known"
"""How the basis of a wording that gives no day begins, and how it ends where only the day of the report is wanting."""
LEAD_BASIS = "day of report's first dated event"
"""How the basis of a day begins that the report's first dated event gives: a guess, like the day of the report itself."""
_NEIGHBOURS = {"nn": "nb", "no": "nb", "nb": "nn"}


def date_claims(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    linked: Iterable[Linked],
    days: Iterable[DayOf],
    packs: Mapping[str, LanguagePack],
) -> tuple[Linked, ...]:
    """The linked claims with `when` and `when_basis`, sorted by claim id.

    A wording is resolved against the day of its report. "The same period" takes that of the nearest claim before it.
    A wording that tells when it was said, on the day of the report or the one before, is a guess at the day of the deed.
    What happened without a wording happened on the day that the report is about: that of its first dated happening of the
    kind, when it is a day or two at most `LEAD_DAYS` before the report; else, and for words and deals, on the day of the
    report. None where the wording is not understood, or where neither wording nor report gives a day.
    """
    languages: dict[str, str] = {}
    leads: dict[str, int] = {}
    for report in reports:
        languages[report.id] = report.language
        if report.dateline:
            leads[report.id] = report.text.find(report.dateline) + len(report.dateline)
    known = {d.report_id: d for d in days}
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report_id].append(claim)
    dated: dict[str, tuple[Period | None, str]] = {}
    for report_id, own in by_report.items():
        pack = pack_of(languages.get(report_id, "und"), packs)
        own = [_without_dateline(claim, leads.get(report_id, 0)) for claim in own]
        dated |= _date_report(own, known.get(report_id, DayOf(report_id, None)), pack)
    rows = sorted(linked, key=lambda row: row.claim_id)
    return tuple(replace(r, when=dated[r.claim_id][0], when_basis=dated[r.claim_id][1]) if r.claim_id in dated else r for r in rows)


def _without_dateline(claim: Claim, end: int) -> Claim:
    """A claim without a time that stands in the dateline, which ends there: that is the day of the report."""
    return replace(claim, time=None) if claim.time is not None and claim.time.span.end <= end else claim


def pack_of(language: str, packs: Mapping[str, LanguagePack]) -> LanguagePack | None:
    """The pack of a language, of its base ("pt-BR" is read with "pt") or of its nearest neighbour; None when there is none."""
    base = language.split("-")[0]
    return next((packs[code] for code in (language, base, _NEIGHBOURS.get(base, "")) if code in packs), None)


def _date_report(claims: Sequence[Claim], day: DayOf, pack: LanguagePack | None) -> dict[str, tuple[Period | None, str]]:
    """When the claims of one report say that things were, in the order of the text."""
    out: dict[str, tuple[Period | None, str]] = {}
    last: Period | None = None
    leads: dict[str, Period] = {}
    ordered = sorted(claims, key=lambda c: (c.trigger.start, c.span.start, c.id))
    for claim in ordered:
        when, basis = _date_claim(claim, day, pack, last)
        out[claim.id] = (when, basis)
        if when is not None and claim.time is not None and not basis.startswith(SAID_THEN):
            last = when
            if _leads(claim, when, day):
                leads.setdefault(_kinds()[claim.event], when)
    for claim in ordered:
        lead = leads.get(_kinds()[claim.event])
        undated = claim.time is None or out[claim.id][1].startswith(SAID_THEN)
        if lead is not None and undated and _happened(claim):
            out[claim.id] = (lead, LEAD_BASIS)
    return out


def _happened(claim: Claim) -> bool:
    return claim.stance != "expects" and _kinds()[claim.event] != "words"


@cache
def _kinds() -> Mapping[str, str]:
    """Kind of each event type; force, whom it harmed and what it broke are of one kind."""
    return {name: BLOWS.get(event.kind, event.kind) for name, event in load_ontology().events.items()}


def _leads(claim: Claim, when: Period, day: DayOf) -> bool:
    """Whether a dated claim tells which day its report is about."""
    if not _happened(claim) or when.start is None or when.end is None or (when.end - when.start).days > 1:
        return False
    return day.on is None or 0 <= (day.on - when.end).days <= LEAD_DAYS


def _date_claim(claim: Claim, day: DayOf, pack: LanguagePack | None, last: Period | None) -> tuple[Period | None, str]:
    text = claim.time.text if claim.time is not None else ""
    if not text:
        if day.on is None:
            return None, "neither wording nor report gives a day"
        return Period(day.on, day.on), "day of report" + (" (inferred)" if day.inferred else "")
    if pack is None:
        return None, f"no language pack for the wording {text!r}"
    if is_same_period(text, pack):
        return (last, f"{text!r}: as in the claim before") if last is not None else (None, f"{text!r}: no claim before has a time")
    when = _resolve(text, pack, day.on, "future" if claim.stance == "expects" else "")
    if when is None:
        known = day.on is not None or resolve_time(text, pack, _FAR_APART[0], "") is None
        return None, f"{NOT_UNDERSTOOD}: {text!r}" if known else f"{text!r} {NEEDS_DAY}"
    if (
        _happened(claim)
        and claim.event not in LASTING
        and _near_report(when, day.on)
        and (is_day_of_saying(claim) or (claim.stance in ANSWERS and when.end == day.on))
    ):
        return when, f"{SAID_THEN} {text!r}"
    return when, repr(text) + (" seen from the inferred day of report" if day.inferred else "")


def _near_report(when: Period, day: date | None) -> bool:
    """Whether a period is the day of the report or the one before."""
    return day is not None and when.end is not None and when.days == 1 and 0 <= (day - when.end).days <= 1


def is_day_of_saying(claim: Claim) -> bool:
    """Whether the time of a claim stands with the words of saying, so that it need not be that of the deed: "said on Tuesday that

    17 had been killed", "قال المستشفى السبت إن". "Said Tuesday's raid killed 17" names the day of the raid, and so does a day that
    a comma parts from what follows ("17 killed on Tuesday, the army said").
    """
    time, cue = claim.time, claim.cue
    if time is None or cue is None or time.text.endswith(("'s", "’s")):
        return False
    speaks = [named.span for named in (claim.source, claim.speaker) if named is not None and named.span != claim.span]
    if any(0 <= time.span.start - span.end <= 1 and time.span.end <= cue.start for span in speaks):
        return True  # "the guards on Thursday … denied", as languages with the verb at the end have it
    start, end = min(time.span.end, cue.end), max(time.span.start, cue.start)
    if _PAUSE.search(claim.evidence[max(0, start - claim.span.start) : max(0, end - claim.span.start)]):
        return False
    if time.span.gap(cue) <= BESIDE:
        return True
    if claim.actor is not None and claim.stance == "accuses":
        speaks.append(claim.actor.span)  # "accused the army on Sunday of"
    told = max((min(s.end, end) - max(s.start, start) for s in speaks), default=0)
    return time.span.start > cue.start and told > 0 and end - start - told <= AROUND


def _resolve(text: str, pack: LanguagePack, day: date | None, tense: str) -> Period | None:
    """The days of a wording; without a day of publication only when they do not depend on one."""
    if day is not None:
        return resolve_time(text, pack, day, tense)
    first, second = (resolve_time(text, pack, d, tense) for d in _FAR_APART)
    return first if first == second else None
