import json
import random
import subprocess
import sys

import pytest
from linking import SHARED, claim, report

from warledger.evaluate.given import _linker
from warledger.link.linker import Linker, Links
from warledger.model import Claim, Report

Aleppo = tuple[list[Report], list[Claim], list[tuple[str, str, str]]]


def _origin(links: Links, claim_id: str) -> str:
    row = next(r for r in links.linked if r.claim_id == claim_id)
    origin = links.origin(row.origin_id)
    return origin.name if origin else ""


@pytest.mark.shared
def test_aleppo_names_are_joined_and_kept_apart(linker: Linker, aleppo: Aleppo) -> None:
    reports, claims, mentions = aleppo
    links = linker.link(reports, claims, mentions)
    where: dict[str, set[str]] = {}
    for thing in (*links.entities, *links.places):
        for form in thing.forms:
            where.setdefault(form.text, set()).add(thing.id)
    owner: dict[str, list[str]] = {}
    groups = json.loads((SHARED / "gold/aleppo.names.json").read_text("utf-8"))
    for kind in ("place", "organisation", "person"):
        for group in groups[kind]:
            met = [form for form in group if form in where]
            common = set.intersection(*(where[form] for form in met)) if met else set()
            assert common or not met, f"not joined: {group}"
            for thing_id in common:
                assert thing_id not in owner, f"{group} joined with {owner[thing_id]}"
                owner[thing_id] = group


@pytest.mark.shared
def test_aleppo_origins_and_sides(linker: Linker, aleppo: Aleppo) -> None:
    links = linker.link(*aleppo)
    assert _origin(links, "aleppo-en-wire-19") == "Syrian state"  # SANA
    assert _origin(links, "aleppo-en-wire-21") == "Syrian state"  # a Syrian official
    assert _origin(links, "aleppo-en-memo-11") == "Syrian opposition"  # an opposition official
    assert _origin(links, "aleppo-no-05") == _origin(links, "aleppo-en-memo-15") == "Russian state"
    assert _origin(links, "aleppo-no-14") == "Syrian Observatory for Human Rights"
    weak = next(o for o in links.origins if o.name == "local officials")
    assert weak.weak
    capture = {r.claim_id: r for r in links.linked}
    for claim_id in ("aleppo-en-memo-11", "aleppo-en-wire-19", "aleppo-en-wire-21", "aleppo-no-14", "aleppo-fr-18"):
        assert capture[claim_id].harmed_side == "Syrian opposition", claim_id
    same = {capture[c].place_ids for c in ("aleppo-en-memo-11", "aleppo-en-wire-19", "aleppo-no-14", "aleppo-fr-18")}
    assert len(same) == 1


@pytest.mark.shared
def test_order_changes_nothing(linker: Linker, aleppo: Aleppo) -> None:
    reports, claims, mentions = ([*part] for part in aleppo)
    first = linker.link(reports, claims, mentions)
    for seed in range(3):
        for part in (reports, claims, mentions):
            random.Random(seed).shuffle(part)
        assert linker.link(reports, claims, mentions) == first


@pytest.mark.parametrize("seed", ["0", "7"])
def test_ids_are_equal_in_every_process(seed: str) -> None:
    code = (
        "from warledger.link.entities import Unknown, join_unknown, unknown_id;"
        "n=[Unknown('person',t,'en',r) for t,r in"
        " (('Abdul Wali Sahmi','a'),('Sahmi','a'),('Abd al-Wali Sahmi','b'),('Shausta Ahadi','b'))];"
        "print(sorted((k.text, unknown_id(v)) for k,v in join_unknown(n).items()))"
    )
    run = subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
    again = subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": "3"}, capture_output=True, text=True, check=True)
    assert run.stdout == again.stdout
    assert len({pair.split(", ")[1] for pair in run.stdout.strip("[]\n").split("), (")}) == 2


@pytest.mark.parametrize(
    ("source", "text", "language", "name", "kind"),
    [
        ("Russia's defence ministry", "Russia's defence ministry said", "en", "Russian state", "state"),
        ("Lebanese security sources", "in Beirut, Lebanon", "en", "Lebanese state", "state"),
        ("Министерство обороны США", "Министерство обороны США", "ru", "US state", "state"),
        ("афганские власти", "Афганистан", "ru", "Afghan state", "state"),
        ("gobierno de Sri Lanka", "Sri Lanka", "es", "Sri Lankan state", "state"),
        ("Reuters", "Kabul, Afghanistan", "en", "Reuters", "agency"),
        ("TASS", "Kabul, Afghanistan", "en", "Russian state", "state"),
        ("Taliban spokesman", "Kabul, Afghanistan", "en", "Taliban", "armed_group"),
        ("талибы", "Афганистан", "ru", "Taliban", "armed_group"),
        ("ФН", "x", "uk", "", ""),
        ("FN", "Afghanistan", "nb", "United Nations", "international"),
        ("Tigres Tamiles", "Sri Lanka", "es", "LTTE", "armed_group"),
        ("the army", "Colombia Colombia Bogota", "en", "Colombian state", "state"),
        ("residents", "Homs", "en", "residents", "anonymous"),
        ("medical sources", "Homs", "en", "medical sources", "anonymous"),
        ("local officials", "Afghanistan", "en", "local officials", "anonymous"),
    ],
)
def test_origin_without_a_pack(linker: Linker, source: str, text: str, language: str, name: str, kind: str) -> None:
    links = linker.link([report("r", text, language, None)], [claim("c", "r", source=source)])
    origin = links.origin(links.linked[0].origin_id)
    if name:
        assert origin is not None
        assert (origin.name, origin.kind) == (name, kind)
        assert origin.weak == (kind == "anonymous")


def test_the_packs_decide_sides_by_day(linker: Linker) -> None:
    from datetime import date

    text = "Syria Syria. SANA said the Syrian army shelled Idlib."
    before = linker.link([report("r", text, "en", date(2016, 1, 1))], [claim("c", "r", source="SANA", actor="Syrian army")])
    after = linker.link([report("r", text, "en", date(2025, 3, 1))], [claim("c", "r", source="SANA", actor="Syrian army")])
    assert before.linked[0].actor_side == "Syrian government and allies"
    assert after.linked[0].actor_side == "Syrian transitional government"
    assert _origin(before, "c") != _origin(after, "c")


def test_private_persons_are_marked(linker: Linker) -> None:
    claims = [
        claim("a", "r", source="Abu Amer Iqab", source_kind="person"),
        claim("b", "r", source="Paktia police", source_kind="organisation", speaker="Abdul Wali Sahmi", speaker_kind="person"),
    ]
    links = linker.link([report("r", "Afghanistan", "en")], claims)
    private = {e.name: e.private for e in links.entities if e.kind == "person"}
    assert private == {"Abu Amer Iqab": True, "Abdul Wali Sahmi": False}


def test_anonymous_sources_stay_in_their_report(linker: Linker) -> None:
    reports = [report("r1", "Afghanistan"), report("r2", "Afghanistan")]
    links = linker.link(reports, [claim("a", "r1", source="residents"), claim("b", "r2", source="residents")])
    assert links.linked[0].origin_id != links.linked[1].origin_id


def test_odd_names_do_not_raise(linker: Linker) -> None:
    odd = ["x", "😀", "a" * 10_000, "aбc دef", "\u202e\u202d", ".", "(", "'"]
    claims = [claim(f"c{i}", "r", places=(t,), source=t, actor=t) for i, t in enumerate(odd)]
    assert len(linker.link([report("r", "Syria")], claims).linked) == len(odd)


def test_a_country_without_a_state_in_the_world_table_stops_nothing() -> None:
    from warledger.link.context import Context
    from warledger.link.kin import KinParser
    from warledger.link.parties import Lexicon, PartyIndex
    from warledger.link.resolve import Resolver
    from warledger.packs.world import load_world

    known = load_world()
    lexicon = Lexicon(known)
    resolver = Resolver(PartyIndex(known.pack), lexicon, lambda name, context: None, KinParser(lexicon))
    assert "AI" not in lexicon.states
    context = Context("rp-1", "en", None, (), (("AI", 1),), "AI")
    assert resolver._organ("defence ministry", ["defence", "ministry"], context) is None


@pytest.mark.parametrize(
    "words",
    [
        "لقوات سوريا الديمقراطية",
        "المركز الإعلامي لقوات سوريا الديمقراطية",
        "الناطق باسم قوات سوريا الديمقراطية",
    ],
)
def test_a_body_inside_a_wording_is_found_behind_an_attached_particle(linker: Linker, words: str) -> None:
    text = f"قال {words} إن أربعة مقاتلين قتلوا في القامشلي في سوريا."
    said = claim("c", "r", source=words)
    links = linker.link([report("r", text, "ar")], [said], [])
    assert _origin(links, said.id).startswith("SDF")


@pytest.mark.parametrize(
    ("actor", "same"), [("o grupo Frente Velmar", True), ("Frente Velmar", True), ("inimigos da Frente Velmar", False)]
)
def test_who_boasts_of_his_own_deed_did_it_himself(linker: Linker, actor: str, same: bool) -> None:
    told = claim("a", "r", "bombing", source="Frente Velmar", actor=actor)
    (entry,) = linker.link([report("r", f"A Frente Velmar assumiu o atentado. {actor}.", "pt")], [told]).linked
    assert (entry.actor_id == entry.source_id) is same


@pytest.mark.parametrize(("target", "stays"), [("militanı", False), ("Velmar militanları", True)])
def test_a_bare_word_for_those_who_are_counted_is_no_target(linker: Linker, target: str, stays: bool) -> None:
    told = claim("a", "r", source="PKK", target=target, subject="militan:fighters")
    (entry,) = linker.link([report("r", f"PKK üç {target} kaybettiğini duyurdu.", "tr")], [told]).linked
    assert bool(entry.target_id) is stays


def test_a_quarter_lies_in_the_town_that_another_report_names_though_no_table_knows_it(linker: Linker) -> None:
    reports = [report("r1", "Rebels took the Kaiven quarter of Ostrelm."), report("r2", "The army holds Ostrelm, it said.")]
    claims = [claim("c1", "r1", "capture", ("Kaiven, Ostrelm",)), claim("c2", "r2", "control", ("Ostrelm",))]
    for told in (claims, claims[::-1]):
        links = linker.link(reports, told)
        (quarter,), (town,) = ({p for row in links.linked if row.claim_id == key for p in row.place_ids} for key in ("c1", "c2"))
        assert next(p for p in links.places if p.id == quarter).parents[0] == town


def test_a_quarter_of_a_capital_lies_in_it_where_no_country_is_named(linker: Linker) -> None:
    links = linker.link(
        [report("r1", "Gangs took Solinard in Port-au-Prince.")], [claim("c1", "r1", "capture", ("Solinard, Port-au-Prince",))]
    )
    (place_id,) = links.linked[0].place_ids
    assert links.place(place_id).country == "HT"


@pytest.mark.parametrize("region", ["Белгородской области", "Курской области"])
def test_a_governor_speaks_for_the_state_that_the_region_lies_in(linker: Linker, region: str) -> None:
    text = f"Губернатор {region} обвинил ВСУ в обстреле села."
    links = linker.link([report("r1", text, "ru")], [claim("c1", "r1", "shelling", source=f"Губернатор {region}", actor="ВСУ")])
    assert (_origin(links, "c1"), links.linked[0].actor_origin_id == links.linked[0].origin_id) == ("Russian state", False)


@pytest.mark.parametrize(
    ("source", "language", "organ"),
    [
        ("Sudan's prosecutor general", "en", "Sudanese Prosecutor's Office"),
        ("النائب العام السوداني", "ar", "Sudanese Prosecutor's Office"),
        ("georgische Generalstaatsanwaltschaft", "de", "Georgian Prosecutor's Office"),
        ("Malis riksåklagare", "sv", "Malian Prosecutor's Office"),
        ("service irakien de lutte contre le terrorisme", "fr", "Iraqi Counter-Terrorism Service"),
        ("Контртеррористическая служба Ирака", "ru", "Iraqi Counter-Terrorism Service"),
        ("Irak Terörle Mücadele Servisi", "tr", "Iraqi Counter-Terrorism Service"),
        ("Tsjads militærråd", "nb", "Chadian junta"),
        ("comité de defesa da Geórgia", "pt", "Georgian defence committee"),
        ("jemenitisches Informationsministerium", "de", "Yemeni government"),
        ("georgiske specialstyrker", "da", "Georgian Army"),
        ("малійські десантники", "uk", "Malian Army"),
        ("servicio de rescate armenio", "es", "Armenian Emergency Service"),
        ("Служба спасения Армении", "ru", "Armenian Emergency Service"),
        ("forsvarssjefen i Etiopia", "nn", "Ethiopian General Staff"),
        ("الخارجية الإثيوبية", "ar", "Ethiopian Foreign Ministry"),
        ("talsmannen for det etiopiske forsvaret", "nn", "Ethiopian Army"),  # "Forsvaret" alone is Norway's
        ("российский Генштаб", "ru", "Russian General Staff"),
        ("Lebanese army", "en", "Lebanese Armed Forces"),  # not the party called Lebanese Forces
        ("namibische Armee", "de", "Namibian Army"),
    ],
)
def test_organs_of_states_in_every_language(linker: Linker, source: str, language: str, organ: str) -> None:
    links = linker.link([report("r", f"{source}.", language, None)], [claim("c", "r", source=source)])
    origin = links.origin(links.linked[0].origin_id)
    assert origin is not None
    assert origin.kind == "state"
    entity = links.entity(links.linked[0].source_id)
    assert entity is not None
    assert entity.name == organ


@pytest.mark.parametrize(
    ("source", "language"),
    [("Ethiopian Human Rights Commission", "en"), ("Commission éthiopienne des droits de l'homme", "fr"), ("a geopolitical analyst", "en")],
)
def test_what_is_no_organ_of_a_state(linker: Linker, source: str, language: str) -> None:
    links = linker.link([report("r", f"{source}.", language, None)], [claim("c", "r", source=source)])
    origin = links.origin(links.linked[0].origin_id)
    assert origin is not None
    assert origin.kind != "state"


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("a local shopkeeper", "en"),
        ("des villageois", "fr"),
        ("pobladores", "es"),
        ("uma testemunha", "pt"),
        ("Angehörige der Opfer", "de"),
        ("pårørende", "nb"),
        ("augevitne", "nn"),
        ("hjälparbetare", "sv"),
        ("øjenvidner", "da"),
        ("وجهاء المنطقة", "ar"),
        ("родственники погибших", "ru"),
        ("вцілілі", "uk"),
        ("köylüler", "tr"),
    ],
)
def test_kinds_of_people_stand_within_their_report_in_every_language(linker: Linker, source: str, language: str) -> None:
    reports = [report(name, f"{source}. Sudan.", language, None) for name in ("a", "b")]
    links = linker.link(reports, [claim("1", "a", source=source), claim("2", "b", source=source)])
    one, other = (links.origin(entry.origin_id) for entry in links.linked)
    assert one is not None
    assert other is not None
    assert one.weak
    assert one.id != other.id


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([("Stödgruppen för islam och muslimer", "sv"), ("جماعة نصرة الإسلام والمسلمين", "ar")], "JNIM"),
        ([("pakistanische Taliban", "de"), ("talibanes paquistaníes", "es")], "Tehreek-e-Taliban Pakistan"),
        ([("Сирийские демократические силы", "ru"), ("Suriye Demokratik Güçleri", "tr")], "Syrian Democratic Forces"),
        ([("23 Mart Hareketi", "tr"), ("Mouvement du 23 mars", "fr")], "M23"),
    ],
)
def test_armed_groups_under_their_names_in_other_languages(names: list[tuple[str, str]], found: str) -> None:
    linker = _linker(None)
    reports = [report(f"r{at}", f"{text}.", language, None) for at, (text, language) in enumerate(names)]
    links = linker.link(reports, [claim(f"c{at}", f"r{at}", source=text) for at, (text, _) in enumerate(names)])
    assert {e.name for e in links.entities} == {found}


@pytest.mark.parametrize(
    ("source", "place", "language", "name"),
    [
        ("Zivilschutz der Provinz Ninive", "Rifai, Mossul", "de", "Iraqi state"),
        ("Xelvar province police", "Kandahar", "en", "Afghan state"),
        ("protection civile de la région de Xelvar", "Oran", "fr", "Algerian state"),
        ("secretaría de salud del departamento de Xelvar", "Cali", "es", "Colombian state"),
    ],
)
def test_an_organ_of_a_province_is_its_states_though_only_the_place_tells_which(
    linker: Linker, source: str, place: str, language: str, name: str
) -> None:
    links = linker.link([report("r", f"{source}: {place}.", language, None)], [claim("c", "r", places=(place,), source=source)])
    assert _origin(links, "c") == name


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        (("Muttur", "en", "Sri Lanka"), ("موتور", "ar", "سريلانكا"), "LK"),
        (("Muttur", "es", "Sri Lanka"), ("Муттур", "ru", "Шри-Ланка"), "LK"),
        (("Masisi", "fr", "Congo"), ("Масиси", "ru", "Конго"), "CD"),
    ],
)
def test_a_town_of_a_land_that_no_report_names_is_that_of_the_land_they_name(
    linker: Linker, one: tuple[str, str, str], other: tuple[str, str, str], country: str
) -> None:
    reports = [report(f"r{at}", f"{name}. {land}.", language, None) for at, (name, language, land) in enumerate((one, other))]
    links = linker.link(reports, [claim(f"c{at}", f"r{at}", places=(name,)) for at, (name, *_) in enumerate((one, other))])
    (place,) = {links.place(entry.place_ids[0]) for entry in links.linked}
    assert place is not None
    assert place.country == country
