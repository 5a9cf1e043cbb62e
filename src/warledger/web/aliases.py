"""What else a name is called: records of a ledger by spellings that no report in it has, from packs and the gazetteer.

Takes a View and a name in any script, gives ids of places and entities: Київ finds Kiev, حلب finds Alep.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from warledger.link.gazetteer import Gazetteer, alias_keys, open_gazetteer
from warledger.link.import_gazetteer import imported_folder
from warledger.link.pack_places import gazetteer_place_id
from warledger.model import InputError, content_id
from warledger.packs.conflict_records import Body, KnownPerson, KnownPlace
from warledger.packs.known import known_packs
from warledger.store import View
from warledger.store.summed import fold


class Aliases:
    """All spellings that packs and the gazetteer know; each thread opens the gazetteer once, when it first needs it."""

    def __init__(self) -> None:
        self._own = threading.local()

    def ids(self, view: View, name: str, *, public: bool = False) -> list[str]:
        """Ids of what the ledger holds under this name or another of the same thing; private persons are left out when `public`."""
        keys, gazetteer = alias_keys(name), self._gazetteer()
        known = list(dict.fromkeys(found for key in keys for found in self._known.get(key, ())))
        wanted = [gazetteer_place_id(p) for p in gazetteer.find(name)] if gazetteer and keys else []
        wanted += [place_id for _, place_id, _ in known if place_id]
        places = view.places_of(wanted)
        found = [i for i in wanted if i in places]
        for canonical, place_id, country in known:
            same = view.overview.named(fold(canonical), public=public)
            if not place_id:
                found += [i for i in same if i.startswith("en-")]
            else:
                found += [p.id for p in view.places_of(i for i in same if i.startswith("pl-")).values() if p.country == country]
        return list(dict.fromkeys(found))

    def _gazetteer(self) -> Gazetteer | None:
        if not hasattr(self._own, "gazetteer"):
            try:
                self._own.gazetteer = open_gazetteer(sorted(imported_folder().glob("*.sqlite")))
            except InputError:
                self._own.gazetteer = None
        found: Gazetteer | None = self._own.gazetteer
        return found

    @cached_property
    def _known(self) -> Mapping[str, list[tuple[str, str, str]]]:
        """Canonical name, id as a place ("" for others) and country of what packs know, by the key of each spelling."""
        found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for pack in known_packs():
            records: tuple[KnownPlace | KnownPerson | Body, ...] = (*pack.places, *pack.people, *(b for b in pack.bodies if not b.sense))
            for record in records:
                place_id = content_id("pl", f"conflicts/{pack.slug}", record.id) if isinstance(record, KnownPlace) else ""
                for spelling in (record.name, *(n.text for n in record.names)):
                    for key in alias_keys(spelling):
                        found[key].append((record.name, place_id, record.country))
        return found
