"""Lines that the ledger writes in English, in the language of the interface: what a matter is about, why it stands as it does.

Takes records, gives text for pages. Data (JSON, CSV, ZIP) keeps the English line, so that it is the same for all who take it.
"""

from __future__ import annotations

from collections import Counter

from warledger.model import Matter, Period
from warledger.model.reasons import reason_text
from warledger.packs.ontology import GROUND
from warledger.web.ask import Ask
from warledger.web.i18n import Words
from warledger.web.stretches import leading_ids

EXPECTED = "Expected: "


def matter_title(ask: Ask, matter: Matter) -> str:
    """What a matter is about: the English line, or its parts set side by side in the words of the interface."""
    words = ask.words
    if words.code == "en" or ask.form != "html":
        return matter.what
    event = ask.ontology.events[matter.event].label if matter.event in ask.ontology.events else matter.event
    place = words.called(next(iter(ask.lookup.names(matter.place_ids)), ""))
    rest = [_group(ask, matter), words.called(_actor(ask, matter)), place, period_words(matter.when, words)]
    listed = ("، " if words.dir == "rtl" else ", ").join(part for part in rest if part)
    line = words.t("{event}: {rest}", event=words.t(event), rest=listed) if listed else words.t(event)
    line = line[:1].upper() + line[1:]
    return words.t("expected: {line}", line=line) if matter.what.startswith(EXPECTED) else line


def reasons_text(ask: Ask, lines: tuple[str, ...] | list[str] | str) -> str:
    """Reasons in the language of the interface, joined."""
    given = [lines] if isinstance(lines, str) else lines
    return ("؛ " if ask.words.dir == "rtl" else "; ").join(reason_text(line, ask.words.code, ask.words.called) for line in given)


def period_words(when: Period | None, words: Words) -> str:
    """A day, or from which to which; "" when nothing is known."""
    if when is None or when.end is None:
        return ""
    if when.start is None:
        return words.t("until {day}", day=words.day(when.end))
    return words.day(when.end) if when.start == when.end else f"{words.day(when.start)} – {words.day(when.end)}"


def _group(ask: Ask, matter: Matter) -> str:
    groups = ask.ontology.groups
    return ask.words.t(groups[matter.group].label) if matter.group in groups else matter.group


def _actor(ask: Ask, matter: Matter) -> str:
    """Who took, left or holds the place, as most of the claims have it; "" for other events."""
    if matter.event not in GROUND:
        return ""
    linked = ask.view.linked_of(leading_ids(matter)).values()
    actors = Counter(ask.lookup.name(link.actor_id) for link in linked if link.actor_id)
    return max(actors, key=lambda name: (actors[name], name)) if actors else ""
