"""Base forms of names in the cases of Russian, Ukrainian and German: "Генерального штаба" is Генеральный штаб.

Takes a name as a text has it, gives it in the nominative where its endings leave no doubt, and as it is where they do. Knows no
names: only the endings of adjectives and nouns, and the nouns for bodies that it is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from warledger.packs.persons import person_form

_HUSHERS = frozenset("кгхжшщч")
_MANY = frozenset({"ы", "и"})
"""Endings that are those of a plural unless the noun ends in "а" or "я"."""
_SHORTEST = 5
"""Letters that an adjective in a case form has at least."""

_STRESSED = frozenset("полев боев рядов передов тылов миров делов штабн морск донск городск заводск запасн".split())
"""Stems of Russian adjectives whose ending is stressed: "полевой"."""
_SHORTEST_NAME = 3
"""Letters of the stem of a known name at least."""
_ONE = ("ый", "ий", "ая", "яя", "ний")
"""Endings of adjectives in the nominative of one, but for those that other forms have too."""
_NAMES_END = ("", "а", "я", "ь", "й", "о", "е")
_ALTERED = {"ов": "ів", "єв": "їв", "ев": "ів", "з": "г", "ц": "к", "с": "х"}
"""Ends of Ukrainian stems in other cases with those of the base form ("Києва", "Волновасі"), where that is known."""

Endings = tuple[tuple[str, str], ...]
"""Endings of case forms with those of base forms, longer ones first; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class _Tables:
    """The endings of one language. `adjectives` give gender ("m" for masculine and neuter, "f", "p" for plural) and stem ending."""

    adjectives: tuple[tuple[str, str], ...]
    """Endings of adjectives in the other cases, some with the last letters of the stem, with gender or number."""
    ending: re.Pattern[str]
    """The ending alone of an adjective."""
    soft: re.Pattern[str]
    """Adjectives of soft stems."""
    base: dict[str, tuple[str, str]]
    """Endings of adjectives in the nominative by gender: after hard and after soft stems."""
    nouns: dict[str, Endings]
    """Endings of nouns beside an adjective of that gender; "n" are the neuter ones among "m"."""
    many: Endings
    """Endings of plural nouns that stand alone, in small letters."""
    alone: Endings
    """Endings that only one noun class has, whatever stands beside it."""
    places: Endings
    """Endings of names of places."""
    forces: dict[str, str]
    """Nouns for many that name forces, in other cases, with their base form."""
    oblique: tuple[str, ...]
    """Endings of nouns of bodies, taken off to compare stems."""


def _pairs(cells: str) -> Endings:
    """Pairs from cells with a colon between their halves."""
    return tuple((case, base) for case, _, base in (cell.partition(":") for cell in cells.split()))


_RU = _Tables(
    adjectives=_pairs(
        "ским:m ском:m ской:f цким:m цком:m цкой:f ыми:p ими:p ого:m его:m ому:m ему:m ном:m ным:m ых:p их:p ую:f юю:f ной:f вой:f ней:f"
    ),
    ending=re.compile(r"(?:ого|его|ому|ему|ыми|ими|ую|юю|ым|им|ых|их|ой|ей|ом|ем)$"),
    soft=re.compile(r"(?:[^кгхжшщч](?:его|ему|ими|им|их|ей|ем)|юю)$"),
    base={"m": ("ый", "ий"), "n": ("ое", "ее"), "f": ("ая", "яя"), "p": ("ые", "ие")},
    nouns={
        "n": _pairs(
            "ства:ство ству:ство ством:ство стве:ство ения:ение ению:ение ением:ение ении:ение ания:ание анию:ание анием:ание ании:ание "
            "ища:ище ищу:ище ищем:ище минобороны:минобороны"
        ),
        "m": _pairs("теля:тель телю:тель телем:тель теле:тель ом: а: у: е:"),
        "f": _pairs("ией:ия ии:ия ию:ия стью:сть сти:сть сть:сть ки:ка ги:га хи:ха чи:ча ши:ша жи:жа ой:а ы:а е:а у:а"),
        "p": _pairs(
            "чей:чи жей:жи шей:ши "
            "ствами:ства ств:ства ений:ения аний:ания ций:ции ников:ники цев:цы ков:ки гов:ги хов:хи ов:ы ев:и телей:тели стей:сти "
            "войск:войска войсками:войска войскам:войска войсках:войска цами:цы ками:ки гами:ги ами:ы ями:и сил:силы групп:группы "
            "служб:службы структур:структуры солдат:солдаты военных:военные военными:военные раненых:раненые жителям:жители"
        ),
    },
    many=_pairs(
        "цев:цы ков:ки гов:ги тов:ты дов:ды ров:ры бов:бы нов:ны цами:цы ками:ки тами:ты дами:ды рами:ры бами:бы силами:силы "
        "войсками:войска"
    ),
    alone=_pairs(
        "ерства:ерство ерству:ерство ерством:ерство ерстве:ерство тельства:тельство тельству:тельство тельством:тельство тельстве:тельство "
        "нтства:нтство нтстве:нтство нтством:нтство полиции:полиция полицию:полиция полицией:полиция милиции:милиция гвардии:гвардия "
        "гвардию:гвардия гвардией:гвардия администрации:администрация администрацию:администрация коалиции:коалиция коалицией:коалиция "
        "прокуратуры:прокуратура прокуратуре:прокуратура прокуратурой:прокуратура разведки:разведка разведке:разведка "
        "разведкой:разведка"
    ),
    places=_pairs(
        "овки:овка овку:овка овке:овка евки:евка евку:евка евке:евка щины:щина щине:щина щину:щина ского:ское ском:ское ией:ия ии:ия ию:ия "
        "нске:нск нска:нск нску:нск рске:рск рска:рск рску:рск ьске:ьск ьска:ьск йске:йск йска:йск бске:бск атске:атск утске:утск "
        "цке:цк цка:цк цку:цк граде:град града:град граду:град бурге:бург бурга:бург бургу:бург стане:стан стана:стан стану:стан "
        "станом:стан уполе:уполь уполя:уполь ополе:ополь ополя:ополь иполе:иполь иполя:иполь"
    ),
    forces=dict(
        _pairs("сил:силы силами:силы силам:силы силах:силы войск:войска войсками:войска войскам:войска войсках:войска служб:службы")
    ),
    oblique=tuple("ами ями ом ем ой ей ью ов ах ях ам ям а я у ю ы и е".split()),
)

_UK = _Tables(
    adjectives=_pairs(
        "ським:m ській:f ською:f ську:f цьким:m цькій:f цькою:f цьку:f ими:p ого:m ому:m ній:f ною:f ну:f вій:f вою:f ву:f ої:f их:p ним:m"
    ),
    ending=re.compile(r"ь?(?:ого|ому|ими|им|их|ої|ій|ою|у)$"),
    soft=re.compile(r"ь(?:ого|ому|ої|ою)$"),
    base={"m": ("ий", "ій"), "n": ("е", "є"), "f": ("а", "я"), "p": ("і", "і")},
    nouns={
        "n": _pairs("ства:ство ству:ство ством:ство стві:ство нню:ння нням:ння нні:ння ння:ння ища:ище ищу:ище ищі:ище"),
        "m": _pairs(
            "березі:берег прямку:прямок динку:динок динка:динок ринку:ринок телем:тель теля:тель телю:тель телі:тель ові: ом: а: у: і:"
        ),
        "f": _pairs("ією:ія ії:ія ію:ія сті:сть сть:сть ці:ка ою:а и:а і:а у:а"),
        "p": _pairs(
            "ств:ства цій:ції ників:ники ців:ці телів:телі ів:и їв:ї військами:війська військ:війська цями:ці ами:и ями:і сил:сили "
            "груп:групи служб:служби структур:структури солдат:солдати джерел:джерела військових:військові поранених:поранені"
        ),
    },
    many=_pairs(
        "ців:ці ків:ки тів:ти дів:ди рів:ри бів:би нів:ни цями:ці ками:ки тами:ти дами:ди рами:ри бами:би силами:сили військами:війська "
        "янами:яни іянам:іяни"
    ),
    alone=_pairs(
        "ерства:ерство ерству:ерство ерством:ерство ерстві:ерство нтства:нтство нтстві:нтство нтством:нтство поліції:поліція "
        "поліцію:поліція поліцією:поліція гвардії:гвардія гвардію:гвардія гвардією:гвардія адміністрації:адміністрація "
        "адміністрацію:адміністрація адміністрацією:адміністрація коаліції:коаліція коаліцією:коаліція прокуратури:прокуратура "
        "прокуратурі:прокуратура прокуратурою:прокуратура розвідки:розвідка розвідці:розвідка розвідкою:розвідка"
    ),
    places=_pairs(
        "івки:івка івку:івка івці:івка ївки:ївка ївку:ївка ївці:ївка щини:щина щині:щина щину:щина ського:ське ському:ське цького:цьке "
        "цькому:цьке ією:ія ії:ія ію:ія "
        "стані:стан стану:стан стана:стан уполя:уполь уполі:уполь"
    ),
    forces=dict(
        _pairs("сил:сили силами:сили силам:сили силах:сили військ:війська військами:війська військам:війська військах:війська служб:служби")
    ),
    oblique=tuple("ами ями ові ом ем ою ею ів ах ях ам ям а я у ю и і ї".split()),
)

_TABLES = {"ru": _RU, "uk": _UK}

_HEADS = {
    "ru": (
        "офис канцелярия служба пресс-служба спецслужба госслужба погранслужба комендатура газета радио издание портал бригада "
        "дивизия полк батальон отряд корпус флот флотилия подразделение рота экипаж бюро дума парламент сенат ассамблея лига "
        "кабинет департамент министерство ведомство главк генштаб генпрокуратура прокуратура следком суд трибунал конгресс съезд "
        "посольство консульство делегация миссия патриархия епархия церковь мечеть община ассоциация профсоюз федерация конфедерация "
        "альянс блок фракция клан племя крыло компания концерн предприятие университет институт академия госпиталь клиника больница "
        "корпорация платформа инициатива кампания проект группа объединение палата мэрия префектура "
        "муниципалитет райсовет горсовет облсовет исполком райком обком халифат бундесвер вермахт "
        "пентагон кремль моссад талибан картель банда ячейка дружина ополчение гвардия авиация артиллерия разведка контрразведка "
        "нацгвардия росгвардия госдепартамент госдеп пресс-центр центр комитет совет союз фонд фронт штаб совбез евросоюз "
        "командование агентство"
    ),
    "uk": (
        "офіс канцелярія служба пресслужба прес-служба спецслужба держприкордонслужба держспецзв'язок комендатура газета радіо видання "
        "портал бригада дивізія полк батальйон загін корпус флот флотилія підрозділ рота екіпаж бюро дума рада "
        "верховна парламент сенат асамблея ліга кабінет кабмін департамент міністерство відомство главк генштаб генпрокуратура "
        "прокуратура суд трибунал конгрес посольство консульство делегація місія патріархія єпархія церква мечеть громада асоціація "
        "профспілка федерація конфедерація альянс блок фракція клан плем'я крило компанія концерн підприємство університет інститут "
        "академія госпіталь клініка лікарня корпорація платформа ініціатива кампанія проєкт група об'єднання палата мерія префектура "
        "муніципалітет міськрада облрада райрада виконком халіфат пентагон кремль моссад талібан картель "
        "банда осередок ополчення гвардія нацгвардія росгвардія авіація артилерія розвідка контррозвідка держдепартамент держдеп "
        "пресцентр прес-центр центр комітет союз фонд фронт штаб радбез євросоюз командування агентство управління рух армія"
    ),
}
"""Nouns that names of bodies begin with, in the nominative."""
_GROUNDS = {
    "ru": (
        "аэродром аэропорт авиабаза база госпиталь больница клиника село деревня город городок посёлок поселок район область край округ "
        "провинция уезд губерния станция порт вокзал лагерь ущелье долина гора высота мост рынок школа мечеть церковь завод фабрика шахта "
        "электростанция плотина квартал улица площадь проспект пригород окраина граница побережье остров полуостров залив перевал блокпост "
        "тюрьма колония казарма полигон посольство штаб склад нефтебаза хутор аул кишлак станица"
    ),
    "uk": (
        "аеродром аеропорт авіабаза база шпиталь лікарня клініка село місто містечко селище район область край округ провінція повіт "
        "станція порт вокзал табір ущелина долина гора висота міст ринок школа мечеть церква завод фабрика шахта електростанція дамба "
        "гребля квартал вулиця площа проспект передмістя околиця кордон узбережжя острів півострів затока перевал блокпост в'язниця "
        "колонія казарма полігон посольство штаб склад нафтобаза хутір громада"
    ),
}
"""Nouns that names of places begin with, in the nominative."""

_DE_NOUNS = _pairs(
    "ministeriums:ministerium amtes:amt amts:amt stabes:stab stabs:stab dienstes:dienst kommandos:kommando komitees:komitee "
    "zentrums:zentrum militärs:militär sicherheitsrates:sicherheitsrat sicherheitsrats:sicherheitsrat verbandes:verband verbands:verband "
    "kräften:kräfte kämpfern:kämpfer wohnern:wohner helfern:helfer ärzten:ärzte vertretern:vertreter mitgliedern:mitglieder "
    "flüchtlingen:flüchtlinge kreisen:kreise sprechers:sprecher gouverneurs:gouverneur meisters:meister ministers:minister leiters:leiter "
    "werks:werk werkes:werk senders:sender krankenhauses:krankenhaus gerichts:gericht gerichtes:gericht hofes:hof rates:rat vereins:verein "
    "bündnisses:bündnis instituts:institut senats:senat parlaments:parlament bataillons:bataillon regiments:regiment "
    "chefs:chef direktors:direktor generals:general präsidenten:präsident"
)
"""Endings of German nouns of bodies and kinds of people in other cases."""
_DE_ADJECTIVE = re.compile(r"[a-zäöüß-]{4,40}en")
_DE_NAMED_ADJECTIVE = re.compile(r"(?:[A-ZÄÖÜ][a-zäöüß]{2,30}(?:isch|lich|igt|int|al)|Rot|Weiß)en")
"""Adjectives that a name begins with ("der Vereinten Nationen")."""
_DE_TELLERS = re.compile(r"([A-ZÄÖÜ][\w-]{1,30}?)(?:-[AS]|[as])(?:ngaben|prechers?|precherin)")
"""Compounds of a body and its word, or who speaks for it ("Behördenangaben", "Armeesprecher")."""
_DE_LINKED = ("ungs", "heits", "keits", "schafts", "ions", "ums", "amts")
"""Endings of nouns with the letter that joins them to the next in a compound."""
_DE_ROLES = frozenset({"Presse", "Haupt", "Chef", "Vize", "Militär", "Armee", "Regierungs"})
"""First parts of such compounds that name no body, or one that the report calls more fully."""
_DE_JOINTS = frozenset({"zwischen", "binnen", "wegen", "gegen", "neben", "zufolge"})


def base_form(name: str, language: str, bodies: tuple[str, ...] = ()) -> str:
    """A name in the nominative; as it is where its endings leave doubt, and in other languages.

    `bodies` are nouns for bodies in small letters, the nominative first; a name may begin with one of them in another case.

    >>> base_form("Сумської обласної адміністрації", "uk"), base_form("штабі Рини", "uk", ("штаб", "штабі"))
    ('Сумська обласна адміністрація', 'штаб Рини')
    """
    if language == "de":
        return _german(name)
    tables = _TABLES.get(language)
    if tables is None:
        return name
    words = person_form(name.split(" "), language)
    first = words[0]
    described = _described(words, tables)
    if described:
        words = described
    else:
        known = _ended(first, tables.alone) or _whole(first, tables)
        known = known or _body(first, tables, tuple(_HEADS[language].split())) or _body(first, tables, bodies)
        if not known and first.islower() and len(first) > _SHORTEST:
            known = _ended(first, tables.many)
        words = [known or first, *words[1:]]
    return " ".join([words[0], *person_form(words[1:], language)])


def known_form(name: str, language: str, known: Mapping[str, str]) -> str:
    """A name of one word as it is known, of which it is a case form; as it is where none is. `known` are names by small letters.

    >>> known_form("Талибана", "ru", {"талибан": "Талибан"}), known_form("Вирнани", "uk", {"вирнана": "Вирнана"})
    ('Талибан', 'Вирнана')
    """
    tables = _TABLES.get(language)
    low = name.casefold()
    if tables is None or low in known or " " in name:
        return name
    stems = [low[: -len(e)] for e in tables.oblique if low.endswith(e) and len(low) - len(e) >= _SHORTEST_NAME]
    if tables is _UK:
        stems += [stem[: -len(e)] + base for stem in stems for e, base in _ALTERED.items() if stem.endswith(e)]
    return next((known[stem + end] for stem in stems for end in _NAMES_END if stem + end in known), name)


def begins_name(word: str, name: str, language: str) -> bool:
    """Whether a word with a capital stands in the same other case as the adjective that a name begins with: it belongs to the name.

    >>> begins_name("Верховного", "государственного совета Рины", "ru"), begins_name("Лев", "государственного совета", "ru")
    (True, False)
    """
    tables = _TABLES.get(language)
    words = name.split(" ")
    if tables is None or not word[:1].isupper() or len(words) < 2:
        return False
    return len(_described([word, *words], tables)) == len(words) + 1 and bool(_described(words, tables))


def is_one(words: str, language: str) -> bool:
    """Whether the adjective that a phrase begins with says that there is but one ("афганский солдат").

    >>> is_one("афганский солдат", "ru"), is_one("афганских солдат", "ru"), is_one("солдат", "ru")
    (True, False, False)
    """
    first, _, rest = words.partition(" ")
    return bool(rest) and language in _TABLES and len(first) >= _SHORTEST and first.casefold().endswith(_ONE)


def says_where(noun: str, language: str) -> bool:
    """Whether a noun for many stands in the case that says where ("деревнях").

    >>> says_where("деревнях", "ru"), says_where("деревень", "ru")
    (True, False)
    """
    return language in _TABLES and noun.casefold().endswith(("ах", "ях"))


_DE_OF_TOWN = "er"
"""The ending of a German adjective made of a town's name, which no case changes."""


def _german(name: str) -> str:
    """A German name without the endings that adjectives before its noun, and some nouns, have in other cases."""
    words = name.split(" ")
    if len(words) > 1 and _DE_NAMED_ADJECTIVE.fullmatch(words[0]) and words[1][:1].isupper():
        return " ".join([words[0][:-1], *words[1:]])
    noun = next((n for n, w in enumerate(words) if w[:1].isupper()), len(words))
    if noun == len(words) or not all(_DE_ADJECTIVE.fullmatch(w) and w not in _DE_JOINTS for w in words[:noun]):
        return name
    if words[noun].endswith(_DE_OF_TOWN) and words[noun + 1 : noun + 2] and words[noun + 1][:1].isupper():  # "Moskauer Ministeriums"
        noun += 1
    head = _told_by(words[noun]) or _ended(words[noun], _DE_NOUNS) or words[noun]
    return " ".join([*(w if w[:1].isupper() else w[:-1] for w in words[:noun]), head, *words[noun + 1 :]])


def _told_by(noun: str) -> str:
    """The body in a compound with its word or who speaks for it ("Regierung" of "Regierungsangaben"); "" when it is none."""
    compound = _DE_TELLERS.fullmatch(noun)
    if compound is None or (compound[1] in _DE_ROLES and noun[len(compound[1]) :].startswith("sp")):
        return ""
    return compound[1][:-1] if compound[1].endswith(_DE_LINKED) else compound[1]


def place_form(name: str, language: str) -> str:
    """The name of a place in the nominative; as it is where its endings leave doubt, and in other languages.

    >>> place_form("Гнатівки", "uk"), place_form("Новій Гнатівці", "uk"), place_form("Рина", "uk")
    ('Гнатівка', 'Нова Гнатівка', 'Рина')
    """
    tables = _TABLES.get(language)
    if tables is None:
        return name
    words = name.split(" ")
    if len(words) > 1:
        known = _body(words[0], tables, tuple(_GROUNDS[language].split()))
        return " ".join([known, *words[1:]] if known else _described(words, tables) or words)
    return name if name[:1].islower() or len(name) < _SHORTEST else _ended(name, tables.places) or name


def _described(words: list[str], tables: _Tables) -> list[str]:
    """The words of a name that begins with adjectives and their noun, in the nominative; none when it does not."""
    genders: list[str] = []
    for word in words:
        gender = next((g for e, g in tables.adjectives if len(word) >= _SHORTEST and word.casefold().endswith(e)), "")
        if not gender or (genders and gender != genders[0]):
            break
        genders.append(gender)
    if not genders or len(genders) == len(words):
        return []
    at, gender = len(genders), genders[0]
    if gender == "f" and len(words[at]) > 1 and words[at].isupper():  # "Донецкой ОВА"
        return [*(_adjective(w, gender, tables) for w in words[:at]), *words[at:]]
    noun = _ended(words[at], tables.nouns["n"]) if gender == "m" else ""
    if noun:
        gender = "n"
    noun = noun or _ended(words[at], tables.nouns[gender])
    if not noun:
        return []
    return [*(_adjective(w, gender, tables) for w in words[:at]), noun, *words[at + 1 :]]


def _adjective(word: str, gender: str, tables: _Tables) -> str:
    stem = tables.ending.sub("", word)
    if gender == "m" and stem.casefold() in _STRESSED:
        return stem + "ой"
    hard, soft = tables.base[gender]
    if tables is _RU and stem[-1:].casefold() in _HUSHERS:
        return stem + {"m": "ий", "p": "ие", "f": "ая"}.get(gender, "ое" if stem[-1:].casefold() in "кгх" else "ее")
    return stem + (soft if tables.soft.search(word) else hard)


def _ended(word: str, endings: Endings) -> str:
    """The word with the ending of its base form; "" where none of the endings is its own."""
    low = word.casefold()
    for case, base in endings:
        if low.endswith(case) and len(low) - len(case) >= (2 if len(case) > 1 else 3):
            return word[: len(word) - len(case)] + base
        if low == case:
            return (word[0] + base[1:]) if word[:1].isupper() else base
    return ""


def _whole(word: str, tables: _Tables) -> str:
    """The base form of a noun for forces, which has no ending in one of its cases ("Сил обороны"); "" for any other word."""
    base = tables.forces.get(word.casefold(), "")
    return word[0] + base[1:] if base else ""


def _body(word: str, tables: _Tables, bodies: tuple[str, ...]) -> str:
    """The nominative of a word whose stem is that of a noun for bodies; the last part counts in "прес-центрі"."""
    head, hyphen, last = word.rpartition("-")
    low = last.casefold()
    stems = _stems(bodies)
    if low in stems.values():
        return ""
    for ending in tables.oblique:
        stem = low[: -len(ending)]
        if low.endswith(ending) and len(stem) >= 3 and stem in stems and not (ending in _MANY and stems[stem][-1:] not in "ая"):
            return head + hyphen + last[: len(stem)] + stems[stem][len(stem) :]
    return ""


@lru_cache(maxsize=16)
def _stems(bodies: tuple[str, ...]) -> dict[str, str]:
    """Nouns for bodies by their stems, the first of each."""
    return {re.sub(r"[аяоеиіь]$", "", body): body for body in reversed(bodies)}
