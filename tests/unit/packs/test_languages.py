from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from warledger.model.errors import PackError
from warledger.packs import available_languages, load_language, load_ontology
from warledger.packs.compile import compile_languages, language_folder
from warledger.packs.languages import TABLES
from warledger.packs.sources import COLUMNS, KEYS, MODIFIERS, TIMES, WORDS, read_language

DOCS = Path(__file__).parents[3] / "docs" / "reference" / "language-packs.md"
LOAD_RATIO = 4
"""To load a pack against parsing its JSON alone: 2 on 24 November 2026."""


def test_compiled_packs_are_what_the_sources_give() -> None:
    for code, text in compile_languages(language_folder()).items():
        stored = (language_folder() / "compiled" / f"{code}.json").read_text(encoding="utf-8")
        assert stored == text, f"{code}: run python -m warledger.packs.compile"
    assert set(available_languages()) == {f.name for f in language_folder().iterdir() if (f / "pack.toml").exists()}


@pytest.mark.parametrize(
    ("tag", "code"), [("no", "nb"), ("nb-NO", "nb"), ("pt-BR", "pt"), ("pt_BR", "pt"), ("AR", "ar"), ("uk-Cyrl-UA", "uk"), ("nn", "nn")]
)
def test_tags_fall_back(tag: str, code: str) -> None:
    assert load_language(tag).code == code


@pytest.mark.parametrize("tag", ["xx", "", "../en", "en/../fr", "und"])
def test_unknown_language(tag: str) -> None:
    with pytest.raises(PackError):
        load_language(tag)


def test_loading_is_little_more_than_reading_the_file() -> None:
    stored = (language_folder() / "compiled" / "uk.json").read_bytes()
    load, read = 1.0, 1.0
    for _ in range(25):
        start = time.process_time()
        load_language("uk")
        loaded = time.process_time()
        json.loads(stored)
        load, read = min(load, loaded - start), min(read, time.process_time() - loaded)
    assert load < LOAD_RATIO * read


def test_levels() -> None:
    levels = {code: load_language(code).level for code in available_languages()}
    assert {c for c, level in levels.items() if level == "complete"} >= {"ar", "de", "en", "es", "fr", "nb", "pt", "ru"}
    assert levels["sv"] != "complete"
    assert levels["nn"] == "usable"


def test_fallback_reads_what_a_light_pack_lacks() -> None:
    assert load_language("nn").events.get("torturert")
    assert load_language("nn").times.get("måndag")[0].sense == "weekday:1"


def test_a_form_of_the_fallback_that_means_something_else_is_left_there() -> None:
    assert [e.parts[0] for e in load_language("nb").events.get("seier")] == ["declaration"]
    assert not load_language("nn").events.get("seier")
    assert [e.sense for e in load_language("nn").reporting.get("seier")] == ["asserts"]
    assert not load_language("sv").groups.get("tog")


@pytest.mark.parametrize(
    ("code", "text", "events"),
    [
        ("sv", "Byn besköts med granater och femton bybor skadades i robotangreppet.", {"shelling", "injured", "missile_strike"}),
        ("da", "Hæren rykkede frem mod byen, og to soldater blev taget til fange under kampene.", {"advance", "detention", "clash"}),
        ("nn", "Soldatane skaut mot landsbyen, og mange måtte rømme då dei gjekk til åtak.", {"shooting", "attack", "displacement"}),
        ("sv", "I fall tåget är sent tog de bussen.", set()),
    ],
)
def test_the_scandinavian_packs_have_their_own_words(code: str, text: str, events: set[str]) -> None:
    assert {found[0].parts[0] for _, found in load_language(code).events.find(text)} == events


@pytest.mark.parametrize(
    ("code", "text", "events"),
    [
        ("da", "Militsen gik til angreb, og familierne søgte tilflugt i kirken.", {"attack", "displacement"}),
        ("sv", "Dådet tog sex liv, och byn brändes ner sedan milisen slagit till.", {"attack", "damage"}),
        ("nb", "Hæren tok kontroll over havna og internerte fiskerne.", {"capture", "detention"}),
        ("nn", "Dei slepte fri gislane, og troppane trekte seg ut.", {"released", "withdrawal"}),
        ("tr", "Köyde dokuz çobanın yaşamını yitirdiği, ambarın yandığı bildirildi.", {"killed", "damage"}),
        ("ar", "لقوا حتفهم بعدما أضرم المسلحون النار، وفرّت العائلات.", {"killed", "damage", "displacement"}),
        ("de", "Zwei Fischer kamen ums Leben, das Tal wurde entvölkert.", {"killed", "displacement"}),
        ("pt", "Os combates deslocaram mil famílias.", {"displacement"}),
        ("fr", "Les miliciens ont battu en retraite.", {"withdrawal"}),
        ("es", "Irrumpieron en la aldea y se apoderaron del molino.", {"attack", "capture"}),
    ],
)
def test_the_forms_of_a_verb_are_known(code: str, text: str, events: set[str]) -> None:
    assert {found[0].parts[0] for _, found in load_language(code).events.find(text)} >= events


def test_arabic_particles_are_read_through() -> None:
    pack = load_language("ar")
    assert [e[0].sense for _, e in pack.groups.find("وبالمدنيين")] == ["civilians:p"]


def test_every_event_and_stance_has_words() -> None:
    ontology = load_ontology()
    for code in ("ar", "de", "en", "es", "fr", "nb", "pt", "ru", "tr", "uk"):
        pack = load_language(code)
        assert {e.parts[0] for e in pack.events.entries} == set(ontology.events), code
        assert {e.parts[0] for e in pack.reporting.entries} == {"asserts", "denies", "accuses", "relays", "expects"}, code


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("groups.tsv", "form\tsense\nx\tmartians:p\n", "groups.tsv:2 [sense]"),
        ("groups.tsv", "form\tsense\nx\tpeople:p\nx\tpeople:p\n", "groups.tsv:3 [form]"),
        ("groups.tsv", "form\tmeaning\nx\tpeople:p\n", "groups.tsv:1 [meaning]"),
        ("groups.tsv", "form\n", "groups.tsv:1 [sense]"),
        ("groups.tsv", "form\tsense\n?\tpeople:p\n", "groups.tsv:2 [form]"),
        ("pack.toml", 'code = "en"\ncolour = "red"\n', "pack.toml:2 [colour]"),
        ("pack.toml", 'code = "fr"\n', "[code]"),
        ("pack.toml", 'code = "en"\nversion = "one"\n', "[version]"),
    ],
)
def test_broken_packs_say_where(tmp_path: Path, file: str, text: str, says: str) -> None:
    shutil.copytree(language_folder() / "en", tmp_path / "en")
    (tmp_path / "en" / file).write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as error:
        read_language(tmp_path / "en", load_ontology())
    assert says in str(error.value)


def test_format_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for word in (*COLUMNS, *KEYS, *(f"{t}.tsv" for t in TABLES), *MODIFIERS, *TIMES, *WORDS):
        assert f"`{word}`" in text, word


@pytest.mark.parametrize(
    ("words", "event"),
    [("ele geçirdiğini", "capture"), ("düşürdüklerini", "interception"), ("çatışmalarından", "clash"), ("geldiğini", ""), ("dışında", "")],
)
def test_turkish_events_are_found_in_what_is_said_of_them(words: str, event: str) -> None:
    found = load_language("tr").events.find(f"ordu {words} duyurdu")
    assert [entries[0].parts[0] for _, entries in found] == ([event] if event else [])


@pytest.mark.parametrize(
    ("word", "group"),
    [("askerlerinden", "soldiers"), ("uçağıyla", ""), ("uçağın", "aircraft"), ("köprülere", "buildings"), ("kendi", ""), ("kadar", "")],
)
def test_turkish_nouns_are_found_with_their_endings(word: str, group: str) -> None:
    found = load_language("tr").groups.find(f"saat {word} geldi")
    assert [entries[0].parts[0] for _, entries in found] == ([group] if group else [])


@pytest.mark.parametrize(
    ("code", "text", "event"),
    [
        ("uk", "обстрілявши Вирну", "shelling"),
        ("uk", "окупанти понівечили гаражі", "damage"),
        ("uk", "ворога витіснено з Вирни", "withdrawal"),
        ("ru", "отряд вытеснен из Вирны", "withdrawal"),
        ("ru", "жители покинули свои дома", "displacement"),
        ("de", "sie waren bis Orm vorgedrungen", "advance"),
        ("de", "Menschen sind auf Hilfslieferungen angewiesen", "shortage"),
    ],
)
def test_words_for_events_in_their_forms(code: str, text: str, event: str) -> None:
    assert [entries[0].parts[0] for _, entries in load_language(code).events.find(text)] == [event]
