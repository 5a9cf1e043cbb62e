"""Bodies that are one in several languages though no table knows them: "Banso hospital" is "Krankenhaus Banso".

Takes names, gives the kinds of body that words in them say and the name beside them. Does not join anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from warledger.link.context import words_of
from warledger.link.fold import fold, name_key, script_of
from warledger.link.parties import Lexicon
from warledger.link.qualifiers import GENERIC
from warledger.link.terms import Glossary, Told, without_elision
from warledger.packs.conflicts import ConflictPack
from warledger.packs.world import Organ

REMEMBERED = 16_384
"""Names that are remembered with their parts: reports name the same bodies."""
LEAST = 3
"""Letters of the shortest name beside the word for a kind."""
TRANSLATED = 2
"""Words of the shortest name that is known by what its words mean alone ("Southern Front", "Emergency Lawyers")."""
ALONE = 3
"""As many where one of them is anybody's: "National Army" and "National Council" are, "National Liberation Army" is not."""
PLAIN = frozenset("national central high regional international military health civil emergency border new service".split())
"""What the words of names mean that tell few bodies apart."""
MEMBERS = frozenset(
    "lawyers medics journalists teachers workers farmers students women youth mothers veterans volunteers victims prisoners elders bishops "
    "miners fishermen giants lions eagles falcons wolves martyrs".split()
)
"""Who may be a body by their name alone: "Emergency Lawyers", "Lions of the Homeland"."""
NAMED = 2
"""Words of the longest name of a state that no table knows."""
STEM = 4
"""Letters that must be left of a name when the ending of an adjective is taken off."""
_WORD = re.compile(r"[^\s,;:()\[\]«»“”\"'’‘-]+")
_ORDINAL = re.compile(r"^(\d+)(?:[^\W\d]{1,4}|\.)?$")
_GENITIVE = re.compile(r"['’]s?$")
_ADJECTIVE = re.compile(
    r"(?:[ij]?(?:sche[nrms]?|sch|sk[ae]?|skt)|i[ae]ns?|ienne?s?|aise?s?|oise?s?|eses?|esas?|enses?|an[oa]s?|in[oa]s?|ites?|ines?"
    r"|(?:ий|ій)?(?:ск|ськ)(?:ий|ая|ое|ие|ого|ой|ую|им|их|ом|а|е|і|ої|ому|ою)|(?:ي|ية|يه|يين|يون))$"
)
"""How adjectives of lands end."""
SMALL = frozenset(
    "pour para por per for fur fra från till mot contra against over with avec con com mit ved hos bei des der den die das dos las les los "
    "det den vom von zur zum the and und och of über sobre about их для при над про por до от від على من في ضد".split()
)
"""Words that join the words of a name."""
LONGEST = 9
_STATELY = ("government", "authorities", "parliament")
OF_STATES = frozenset({"army", "government", "armed_forces", "force"})
"""Kinds that alone beside a name are organs of a state, or of what is called one."""
LOCAL = frozenset(
    "hospital clinic church parish diocese bishop monastery mosque fire_service ambulance morgue school university port".split()
    + ["catholic mission", "evangelical mission", "mission protestant"]
)
"""Kinds of institutions of which a place has one, so that "the local hospital" is that of the place."""
MANY = frozenset("hospitals hopitaux hospitales hospitais krankenhauser clinics churches schools больницы مستشفيات".split())
"""Words by which several institutions are meant."""
_VOWELS = "aeiouy"
_GERMANIC = frozenset({"sv", "nb", "nn", "no", "da", "de"})
"""Languages whose genitive has no apostrophe."""
_NORTHERN = frozenset({"sv", "nb", "nn", "no", "da"})
_CASES = ("ии", "ії")
"""How names of lands in -ia end when something is theirs."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A name taken apart. `kind` is what its words mean, equal in every language, `sound` nearly so for the name beside them, and

    `sounds` holds it without a genitive and as an adjective may stand for it. `owned` says that the kind is an organ of a state, so that
    all organs of `proper` speak for one.
    """

    kind: str
    proper: str
    sound: str
    owned: bool = False
    sounds: frozenset[str] = frozenset()

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Keys of which two names of one body share one."""
        return [(self.kind, sound) for sound in sorted({self.sound, *self.sounds})]


class Parser(Protocol):
    """Takes a name and its language, gives its parts; None when no word in it says what kind of body it is."""

    def __call__(self, text: str, language: str, /) -> Kin | None:
        """The parts of a name."""


class KinParser:
    """Takes names apart with the words of the world table."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._glossary = Glossary(lexicon.world)
        self._known = lru_cache(REMEMBERED)(self._parse)

    def __call__(self, text: str, language: str) -> Kin | None:
        """The kind and the name of a body, None when the words are more or less than these two."""
        return self._known(text, language)

    def _parse(self, text: str, language: str) -> Kin | None:
        words = list(_words(text))
        if not 1 <= len(words) <= LONGEST or script_of(text) not in ("latin", "cyrillic", "arabic"):
            return None
        return self._institution(text, language) or self._organ(text, words, language)

    def _institution(self, text: str, language: str) -> Kin | None:
        """A hospital, brigade or liberation front of some name, in any order, in one word or several."""
        parts = list(self.read(text, language))
        values = sorted({p.value for p in parts if p.value})
        names = [p for p in parts if p.value is None]
        joined = any(p.joined for p in parts)
        headed = any(p.head for p in parts)
        if not names:
            called = headed or (text[:1].isupper() and not MEMBERS.isdisjoint(values))
            least = TRANSLATED if OF_STATES.isdisjoint(values) and (not headed or PLAIN.isdisjoint(values)) else ALONE
            return Kin(" ".join(values), "", "") if called and len(values) >= least else None
        if not headed or (len(values) == 1 and values[0] in OF_STATES and not joined):
            return None
        if len(values) == 1 and any(self._is_plain(p.text, language) for p in names):
            return None
        found = _kin(" ".join(values), [p.text for p in names], language, self._land)
        people = [self._people(p.text) for p in names]
        if found is None or not any(people):
            return found
        whole = _kin(" ".join(values), [p.text for p in names], language, lambda w, la: self._land(w, la) or self._people(w))
        return replace(found, sounds=found.sounds | {whole.sound}) if whole is not None else found

    def is_local(self, text: str, language: str) -> bool:
        """Whether words mean the institution of some place without a name of its own: "the village hospital", "diócesis local"."""
        words = list(_words(text))
        if not 1 <= len(words) <= LONGEST or any(name_key(w) in MANY for w in words):
            return False
        parts = [part for part in self._glossary.read(words, language) if not self._is_small(part.text)]
        kinds = [part for part in parts if part.value]
        return len(kinds) == 1 and kinds[0].value in LOCAL and all(part.value is not None for part in parts) and len(parts) > len(kinds)

    def apart(self, word: str, language: str) -> list[str]:
        """A word whose name and kind are written together or with a hyphen, as two: "Huthirörelsen", "M23-Rebellen"."""
        if "-" in word.strip("-"):
            return [part for part in word.split("-") if part]
        parts = self._glossary.parts(word[:1].upper() + word[1:], name_key(word), language)
        return [parts[0].text, word[len(parts[0].text) :]] if parts and parts[0].value is None else [word]

    def read(self, text: str, language: str) -> Iterator[Told]:
        """The words of a name that say something, with what they mean."""
        for part in self._glossary.read(list(_words(text)), language):
            if part.value != "" and not (part.value is None and (self._is_small(part.text) or name_key(part.text) in SMALL)):
                yield part

    def _is_plain(self, word: str, language: str) -> bool:
        """Whether a word is a common one ("council members"): in small letters, and not the adjective of a name."""
        plain = word[0].islower() and not _ORDINAL.match(word) and not self._land(word, language)
        return plain and (len(bare := bare_adjective(word)) < STEM or bare == word)

    def _land(self, word: str, language: str) -> str:
        """The country or the land that acts for itself that a word is an adjective of, as its code or name."""
        key = name_key(word)
        found = self._lexicon.state_of(key, language)
        return f"land {found[0]}" if found else self._lexicon.begins("homeland", key) or ""

    def _people(self, word: str) -> str:
        """The people that acts for no land of its own whose name a word is, in any language ("Baloch", "baluche")."""
        return self._lexicon.begins("people", name_key(word)) or ""

    def _organ(self, text: str, words: Sequence[str], language: str) -> Kin | None:
        """An army, ministry or president of a state that no table knows: "Sarvenia's army", "presidente da Sarvénia"."""
        organ = self._lexicon.organ_in(words_of(text))
        names = [w for w in words if not self._is_small(w) and not any(self._lexicon.is_organ_word(t) for t in words_of(w))]
        name = _one_name(names, words)
        if organ is None or not name:
            return None
        at = words.index(name.partition(" ")[0])
        if not name[0].isupper() and script_of(name) != "arabic":
            return self._adjective(organ, name, language)
        northern = at > 0 and language[:2] in _NORTHERN and words[at - 1] == "i"  # "hæren i X" is that of X
        apart = (at > 0 and self._is_of(words[at - 1])) or bool(re.search(rf"(?<!\w)[Dd]['’]{re.escape(name)}", text))
        of = apart and (organ.id != "army" or words[0].islower())  # "Army of Conquest" is a name
        construct = at + len(name.split()) == len(words) and script_of(name) == "arabic" and organ.kind != "army"  # "رئيس وزراء ليسمار"
        marked = of or northern or construct or name.endswith(_CASES) or (at == 0 and bool(_GENITIVE.search(text.split()[name.count(" ")])))
        if at == 0 and not marked and language[:2] in _GERMANIC and name.endswith("s"):
            name, marked = name[:-1], True
        if at > 0 and not marked and language[:2] == "de" and name.endswith("s") and (organ.kind != "government" or organ.id in _STATELY):
            name, marked = name[:-1], True  # "Regierung Zerriens"
        if organ.id != "army" and at == 0 and language[:2] == "tr":
            marked = True  # "Marenne hükümeti"
        stem = bare_adjective(name)
        if at == 0 and language[:2] == "en" and len(stem) >= STEM and stem != name:
            name, marked = stem, True  # "Tovarian government"
        cyrillic = at > 0 and script_of(name) == "cyrillic" and (organ.kind != "government" or organ.id in ("government", "authorities"))
        found = _kin(organ.id, [name], language)
        return replace(found, owned=marked or cyrillic) if found else None

    def _adjective(self, organ: Organ, name: str, language: str) -> Kin | None:
        """An organ of a state that no table knows, named by its adjective: "ministère kestovien de la Défense"."""
        stem = bare_adjective(name)
        if stem == name or len(stem) < STEM or organ.kind == "rebels" or self._glossary.value(name_key(name), language) is not None:
            return None
        found, whole = _kin(organ.id, [stem.capitalize()], language), _kin(organ.id, [name.capitalize()], language)
        return replace(found, owned=True, sounds=found.sounds | {whole.sound}) if found and whole else None

    def _is_of(self, word: str) -> bool:
        return all(self._lexicon.sense("of", t) is not None for t in name_key(word).split())

    def _is_small(self, word: str) -> bool:
        return self._is_of(word) or (len(word) <= 3 and word.isalpha() and word.islower() and script_of(word) != "arabic")


def _one_name(names: Sequence[str], words: Sequence[str]) -> str:
    """The one name of one or two words that stands in a phrase ("Kestovia", "San Telmo"); "" when there is none, or more."""
    if len(names) == 1:
        return names[0]
    if len(names) != NAMED or not all(n[0].isupper() and script_of(n) != "arabic" and not _ORDINAL.match(n) for n in names):
        return ""
    at = words.index(names[0])
    return " ".join(names) if words[at + 1 : at + 2] == [names[1]] else ""


def _words(text: str) -> Iterator[str]:
    """The words of a name without genitives and articles that are written together with it."""
    for raw in without_elision(text).split():
        yield from _WORD.findall(_GENITIVE.sub("", raw))


class KinIndex:
    """The bodies of a pack by what their names mean and how they sound, so that a translation that no table has is found."""

    def __init__(self, pack: ConflictPack, kin: Parser) -> None:
        self._names: dict[tuple[str, str], dict[str, None]] = {}
        for body in pack.bodies:
            for text, language in ((body.name, "en"), *((n.text, n.language) for n in body.names)):
                found = kin(text, language) if not body.sense else None
                if found is not None and found.owned and body.origin_kind == "armed_group":
                    continue  # "Lebanese Forces" are not Lebanon's
                for key in found.keys if found is not None else ():
                    self._names.setdefault(key, {})[body.name] = None

    def find(self, found: Kin) -> list[str]:
        """Names of the bodies that a name may be a translation of."""
        return list(dict.fromkeys(name for key in found.keys for name in self._names.get(key, ())))


def _kin(kind: str, rest: Sequence[str], language: str, land: Callable[[str, str], str] = lambda _word, _language: "") -> Kin | None:
    """The parts, None when what stands beside the kind is no name: "national", or nothing."""
    numbers = [found[1] for word in rest if (found := _ORDINAL.match(word))]
    names = [w for w in rest if not _ORDINAL.match(w)]
    if all(name_key(w) in GENERIC for w in names) and not numbers:
        return None
    each = [list(dict.fromkeys(_variants(w, language, land(w, language)))) for w in names]
    sound, *others = (" ".join((*numbers, *sorted(v[min(n, len(v) - 1)] for v in each))) for n in range(max(map(len, each), default=1)))
    return Kin(kind, " ".join((*numbers, *names)), sound, sounds=frozenset(others)) if len(sound) >= LEAST or numbers else None


def bare_adjective(word: str) -> str:
    """A word without the ending of an adjective; the word itself when it has none.

    >>> bare_adjective("marennês"), bare_adjective("Kestovia")
    ('marenn', 'Kestovia')
    """
    key = name_key(word)
    plain = key if script_of(word) == "latin" and len(key) == len(word) else word
    bare = _ADJECTIVE.sub("", plain)
    return word[: len(bare)] if bare != plain else word


def _variants(word: str, language: str, land: str) -> list[str]:
    """How a name may sound in another language: as it is, without a genitive, without the ending of an adjective."""
    if land:
        return [land]
    found = [bare_sound(word, language)]
    if script_of(word) == "latin":
        found.append(bare_sound(word, "und"))  # as an outlet writes that takes a foreign name over
    if script_of(word) == "cyrillic":
        found.append(found[0].replace("ie", "i"))  # "Сьєрра" is written after its letters, "Sierra" may be a long i
    if language[:2] in _GERMANIC and word.endswith("s") and len(word) > STEM:
        found.append(bare_sound(word[:-1], language))
    bare = bare_adjective(word)
    if bare != word and len(bare) >= STEM:
        found.append(bare_sound(bare, language))
    if script_of(word) == "latin" and bare.endswith("an") and len(bare) > STEM:
        found.append(bare_sound(bare[:-1], language))  # "Sulman", "sulmanisch" of Sulma
    return found


def bare_sound(name: str, language: str) -> str:
    """How a name sounds without the vowel that cases and languages change at its end: Sarvenia, Сарвенії.

    >>> bare_sound("Sarvénia", "pt"), bare_sound("Сарвенії", "uk"), bare_sound("Sarvenien", "sv")
    ('sarven', 'sarven', 'sarven')
    """
    if language[:2] in _GERMANIC and name.endswith("ien"):
        name = name.removesuffix("en") + "a"
    return "".join(fold(name, language)).rstrip(_VOWELS)
