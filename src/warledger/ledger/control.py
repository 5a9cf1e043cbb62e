"""Who is said to hold which place on which day.

Takes facts of the ground (capture, control, withdrawal, denials of them), gives dated control by place. Nobody is
believed more than the standing says; what is contested has no holder. What is said of "six districts" or of parts of a
country ("swathes of Syria") says nothing of one place.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from warledger.keep import HELD, Pile
from warledger.ledger.accounts import Told, build_accounts
from warledger.ledger.facts import Fact
from warledger.ledger.foes import Foes
from warledger.ledger.standing import judge
from warledger.model import Control, Place

FRESH = timedelta(3)
"""Words of two parties that lie further apart than this do not contest each other: the later one stands."""

CONCEDED = timedelta(7)
"""A disputed word that a party has taken a place stands again where the one who disputed it leaves within a week."""


@dataclass(frozen=True, slots=True)
class _Word:
    """One fact on who holds a place: `bloc` holds it, or has left it (`left`), as of a day."""

    fact: Fact
    on: date
    bloc: str
    left: bool

    @property
    def said_on(self) -> date:
        """The day on which it was said, never before the day that it is about."""
        return max(self.on, self.fact.said_on or self.on)


class Ground:
    """What is said of ground, put away fact by fact and looked at place by place."""

    def __init__(self, places: Mapping[str, Place], held: int = HELD) -> None:
        self._places = places
        self._words: Pile[_Word] = Pile(held)
        self._by_place: dict[str, array[int]] = {}
        self._mentioned: set[str] = set()

    def take(self, fact: Fact) -> None:
        """Notes what a fact says of who holds its places, and that it names them."""
        self._mentioned.update(fact.places)
        word = _word(fact)
        if word is None or fact.count is not None:
            return
        for told in _since(word):
            at = self._words.append(told)
            for place_id in fact.places:
                if place_id not in self._places or self._places[place_id].feature != "country":
                    self._by_place.setdefault(place_id, array("L")).append(at)

    def control(self, names: Mapping[str, str], foes: Foes) -> tuple[Control, ...]:
        """Control by place and day, a row for each day on which something was said, inherited rows after them."""
        own = {p: _line(p, self._said(p, foes), names, foes) for p in sorted(self._by_place)}
        inherited = _inherit(own, self._mentioned, self._places) if own else []
        return (*(row for rows in own.values() for row in rows), *inherited)

    def _said(self, place_id: str, foes: Foes) -> list[_Word]:
        words = (self._words[at] for at in self._by_place[place_id])
        return [replace(word, fact=foes.admitted(word.fact)) for word in words]


def control_at(rows: Iterable[Control], place_id: str, on: date, places: Mapping[str, Place]) -> Control | None:
    """The last row of a place up to a day, or that of the nearest place around it; None when nothing was said."""
    known = last_rows(rows, on)
    place = places.get(place_id)
    return next((known[p] for p in (place_id, *(place.parents if place else ())) if p in known), None)


def last_rows(rows: Iterable[Control], on: date) -> dict[str, Control]:
    """The last row up to a day of each place that has one."""
    found: dict[str, Control] = {}
    for row in sorted((r for r in rows if r.on is not None and r.on <= on), key=lambda r: (str(r.on), not r.inherited_from)):
        found[row.place_id] = row
    return found


def control_changes(rows: Iterable[Control], after: date, until: date) -> list[tuple[Control | None, Control]]:
    """What changed hands from the end of one day to the end of another: rows by place; None when nothing was said yet."""
    held = list(rows)
    before, now = last_rows(held, after), last_rows(held, until)
    changed = ((before.get(place_id), row) for place_id, row in sorted(now.items()))
    return [(old, row) for old, row in changed if old is None or (old.holder, old.state) != (row.holder, row.state)]


def _word(fact: Fact) -> _Word | None:
    """What a fact says of a holder; None when it says nothing, or speaks of the future."""
    day = fact.when.end if fact.when and fact.when.end else fact.said_on
    if fact.planned or day is None or fact.stance == "relays" or fact.event not in ("capture", "control", "withdrawal"):
        return None
    target = fact.target
    left = fact.event == "withdrawal"
    denied = fact.stance == "denies"
    if denied and not left and fact.bloc and fact.bloc == fact.origin_bloc:
        return _Word(fact, day, fact.bloc, left=True)
    if denied and not left:
        holder = target or (fact.origin_bloc if fact.bloc != fact.origin_bloc else "")
        return _Word(fact, day, holder, left=False) if holder else None
    if denied:
        return _Word(fact, day, fact.bloc, left=False) if fact.bloc else None
    if fact.bloc:
        return _Word(fact, day, fact.bloc, left)
    return _Word(fact, day, target, left=True) if target else None


def _since(word: _Word) -> tuple[_Word, ...]:
    """A word as of the days that it is of: who is said to hold a place "since October" has held it from October on."""
    when = word.fact.when
    if word.fact.event != "control" or word.fact.stance == "denies" or when is None or when.start is None or when.start >= word.on:
        return (word,)
    return (replace(word, on=when.start), word)


def _line(place_id: str, words: Sequence[_Word], names: Mapping[str, str], foes: Foes) -> list[Control]:
    """Control of one place: a row for each day of which something is said, and for each on which an origin takes a later day back."""
    ordered = sorted(words, key=lambda w: (w.on, w.fact.order, w.fact.id))
    days = {word.on for word in ordered}
    furthest: dict[str, _Word] = {}
    for word in ordered:
        furthest[word.fact.origin.id] = word
    for word in ordered:
        last = furthest[word.fact.origin.id]
        if word.on < last.on < word.said_on and last.said_on < word.said_on:
            days.add(word.said_on)
    return [_row(place_id, on, _live(ordered, on), names, foes) for on in sorted(days)]


def _live(ordered: Sequence[_Word], on: date) -> list[_Word]:
    """The word of each origin that stands on a day, if it is fresh: the latest of those about that day or before.

    What is owned to on Wednesday of Sunday undoes Tuesday's denial from Wednesday on.
    """
    latest: dict[str, _Word] = {}
    for word in ordered:
        if word.on <= on:
            latest[word.fact.origin.id] = word
    since = {origin_id: word.on for origin_id, word in latest.items()}
    for word in ordered:
        origin_id = word.fact.origin.id
        if word.on <= on and latest[origin_id].said_on < word.said_on <= on:
            latest[origin_id], since[origin_id] = word, word.said_on
    fresh = [word for origin_id, word in latest.items() if on - since[origin_id] <= FRESH]
    old = [word for origin_id, word in latest.items() if FRESH < on - since[origin_id] <= CONCEDED]
    return [*fresh, *(word for word in old if _conceded(word, fresh, ordered))]


def _conceded(word: _Word, fresh: Sequence[_Word], ordered: Sequence[_Word]) -> bool:
    """Whether an old word that a party has a place stands again: the one who disputed that owns to having left, and nobody has said

    since that the party did.
    """
    if word.left or word.fact.stance == "denies":
        return False
    gone = {w.bloc for w in fresh if w.left and w.fact.stance != "denies" and w.fact.origin_bloc == w.bloc}
    disputed = any(w.fact.stance == "denies" and w.fact.origin_bloc in gone and w.on >= word.on for w in ordered)
    since = any(w.left and w.bloc == word.bloc and w.on >= word.on for w in ordered)
    return disputed and word.bloc not in gone and not since


def _row(place_id: str, on: date, live: Sequence[_Word], names: Mapping[str, str], foes: Foes) -> Control:
    """The reconciled state on one day from the live word of each origin."""
    firm = [w for w in live if w.fact.origin.id and not w.fact.origin.weak] or list(live)
    holders = _holders(firm)
    contested = len(holders) > 1 or _gainsaid(holders, firm)
    claims = [w.fact for w in live if contested or (not w.left and w.bloc in holders)] or [w.fact for w in live]
    told = build_accounts(f"{place_id} {on}", claims)
    standing = "contested" if contested else _standing(told, foes)
    holder = _holder_name([w for w in live if not w.left and w.bloc in holders], names) if holders and not contested else ""
    state = "contested" if contested else "held" if holders else "unknown"
    origin_ids = tuple(sorted({f.origin.id for f in claims if f.origin.id}))
    return Control(place_id, on, holder, state, standing, origin_ids, tuple(sorted(f.id for f in claims)))


def _standing(told: Sequence[Told], foes: Foes) -> str:
    """Standing of what is said, leaving disputes to the state."""
    return judge(told, foes).standing


def _holders(firm: Sequence[_Word]) -> set[str]:
    """Blocs that are said to hold a place and have not owned to leaving it; `firm` are the words that count.

    Who admits to have left, or whom a firm origin says to have left, holds no longer unless another firm word says so;
    outlets' own voice counts only where no origin speaks.
    """
    holding = {w.bloc for w in firm if not w.left}
    own = [w for w in firm if w.left and w.fact.stance != "denies" and (w.fact.hurts or w.fact.origin_bloc == w.bloc)]
    if len(holding) < 2:
        return {bloc for bloc in holding if not any(w.bloc == bloc and w.on > _last(bloc, firm) for w in own)}
    gone = {w.bloc for w in firm if w.left and (w.fact.hurts or w.fact.origin_bloc == w.bloc)}
    gone |= {bloc for bloc in holding if _outdated(bloc, firm, holding)}
    admitted = {w.bloc for w in firm if not w.left and w.fact.hurts}
    return admitted if len(admitted) == 1 else holding - gone


def _gainsaid(holders: set[str], firm: Sequence[_Word]) -> bool:
    """Whether the one holder denies having the place, or is said not to have left it when it says that it has, and no third party's

    later word settles it.
    """
    for word in (w for w in firm if w.fact.stance == "denies" and w.bloc in holders):
        parties = {word.bloc, word.fact.origin_bloc}
        against = word.left or any(w.left and w.bloc == word.bloc for w in firm)
        if against and not any(w.fact.origin_bloc not in parties and w.on > word.on for w in firm):
            return True
    return False


def _last(bloc: str, firm: Sequence[_Word]) -> date:
    """The last day on which somebody said that a party holds."""
    return max((w.on for w in firm if w.bloc == bloc and not w.left), default=date.min)


def _outdated(bloc: str, firm: Sequence[_Word], holding: set[str]) -> bool:
    """Whether all that speaks for a holder is older than a third party's word that it has left, or that a rival holds, or than

    a rival's that it has taken the place since: the one does not gainsay the other.
    """
    later = [w for w in firm if w.on > _last(bloc, firm)]
    third = (w for w in later if w.fact.origin_bloc not in holding)
    retaken = any(w.fact.event == "capture" and w.fact.stance == "asserts" and w.bloc != bloc and not w.left for w in later)
    return retaken or any(w.left if w.bloc == bloc else not w.left for w in third)


def _holder_name(words: Sequence[_Word], names: Mapping[str, str]) -> str:
    """The name of the holder: the body behind the forces named, as most say it."""
    ids = sorted(w.fact.linked.actor_origin_id or w.fact.linked.actor_id for w in words if w.fact.stance != "denies")
    ids = [i for i in ids if i] or sorted(w.bloc for w in words)
    best = min(set(ids), key=lambda i: (-ids.count(i), i), default="")
    return names.get(best, best)


def _inherit(own: Mapping[str, Sequence[Control]], mentioned: set[str], places: Mapping[str, Place]) -> list[Control]:
    """Rows of places that reports name, from the nearest place around of which something is said, where they change something.

    What is said of a place itself stands until somebody is later said to hold the whole around it.
    """
    found: list[Control] = []
    for place_id in sorted(mentioned):
        place = places.get(place_id)
        around = next((p for p in (place.parents if place else ()) if p in own and not _is_wide(p, places)), None)
        if around is not None:
            found += _inherited(place_id, own.get(place_id, ()), around, own[around])
    return found


def _inherited(place_id: str, own: Sequence[Control], around: str, rows: Sequence[Control]) -> Iterator[Control]:
    """The rows around a place as its own, without those that say what held there already."""
    last: Control | None = None
    told = {row.on for row in own}
    for row in sorted((*own, *rows), key=lambda r: (str(r.on), r.place_id != place_id)):
        if row.place_id == place_id:
            last = row
        elif (
            row.on not in told
            and (not own or row.state == "held")
            and (last is None or (last.holder, last.state) != (row.holder, row.state))
        ):
            last = replace(row, place_id=place_id, inherited_from=around)
            yield last


def _is_wide(place_id: str, places: Mapping[str, Place]) -> bool:
    return place_id in places and places[place_id].feature in ("country", "region")
