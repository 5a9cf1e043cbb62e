"""The interface in its languages: nothing left in English, nothing left over."""

import re
import string
from pathlib import Path

import pytest

import warledger.web as web
from warledger.packs import load_ontology
from warledger.packs.known import known_packs
from warledger.web.i18n import LANGUAGES, choose_language, load_words

TEMPLATES = Path(web.__file__).parent / "templates"
OTHERS = [code for code in LANGUAGES if code != "en"]


def phrases() -> set[str]:
    found: set[str] = set()
    for file in TEMPLATES.glob("*.html"):
        found |= set(re.findall(r"\bt\(\"([^\"]+)\"", file.read_text(encoding="utf-8")))
    ontology = load_ontology()
    labels = {e.label for e in ontology.events.values()} | {g.label for g in ontology.groups.values()} | set(ontology.kinds.values())
    return (found | labels) - {"different "}


@pytest.mark.parametrize("code", OTHERS)
def test_every_phrase_is_translated(code):
    words = load_words(code)
    assert phrases() - set(words.phrases) == set()


@pytest.mark.parametrize("code", OTHERS)
def test_names_in_braces_stay(code):
    def names(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for english, ours in load_words(code).phrases.items():
        assert names(english) == names(ours), english
        assert "<" not in ours and ours.strip() == ours


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "code"),
    [("", "", "", "en"), ("", "", "no,en;q=0.5", "nb"), ("", "", "nn-NO", "nb"), ("", "ar", "fr", "ar"), ("fr", "ar", "en", "fr"),
     ("xx", "", "de, fr-CA;q=0.8", "fr"), ("../..", "<", "*", "en")],
)  # fmt: skip
def test_choice_of_language(asked, kept, accepted, code):
    assert choose_language(asked, kept, accepted) == code


def test_numbers_and_plurals():
    assert load_words("ar").n(2, "report") == "تقريران" and load_words("ar").n(11, "report").endswith("تقريراً")
    assert load_words("fr").range(34, None) == "au moins 34"
    assert load_words("nb").n(1, "claim") == "1 påstand" and load_words("en").n(3, "echo", "echoes") == "3 echoes"


def test_arabic_interface_runs_from_the_right(desk):
    page = desk.get("/matters/ma-sukkari?ui=ar")
    assert '<html lang="ar" dir="rtl">' in page.text and "الروايات" in page.text
    assert page.cookies["warledger_lang"] == "ar"
    assert '<html lang="ar"' in desk.get("/now").text


def test_untranslated_words_do_not_show(desk):
    page = re.sub(r"<[^>]+>", " ", desk.get("/review?ui=fr").text)
    assert "Accept " not in page and "Accepter" in page


def test_the_reference_has_every_page():
    from warledger.web.pages import DESK_ONLY, PAGES

    text = (Path(__file__).parents[2] / "docs" / "reference" / "desk.md").read_text(encoding="utf-8")
    assert [p for p in (*PAGES, *DESK_ONLY) if f"| `{p}` |" not in text] == []


@pytest.mark.parametrize(("code", "title", "place"), [("fr", "Tués", "Soukkari"), ("nb", "Drept", "Sukkari"), ("ar", "قتلى", "السكري")])
def test_titles_of_matters_are_in_the_language_of_the_interface(desk, code, title, place):
    page = desk.get(f"/matters/ma-sukkari?ui={code}").text
    heading = re.sub(r"<[^>]+>", "", page.split("<h1>")[1].split("</h1>")[0])
    assert heading.startswith(title) and place in heading and "killed" not in heading
    assert "people killed in Sukkari" in page  # the line as the ledger has it stands below
    assert desk.get(f"/matters.json?ui={code}").json()["rows"] == desk.get("/matters.json?ui=en").json()["rows"]


def test_names_that_packs_know_are_in_the_language_of_the_interface(desk):
    page = desk.get("/matters/ma-sukkari?ui=ar").text
    assert "السكري" in page and "المرصد السوري لحقوق الإنسان" in page and "Syrian Observatory for Human Rights" not in page.split("<h2>")[0]
    assert "Sukkari" in desk.get("/matters/ma-sukkari?ui=en").text
    row = desk.get("/matters/ma-sukkari.json?ui=ar").json()
    assert row["place"] == "Sukkari", "data is the same for all who take it"


@pytest.mark.parametrize(
    ("code", "name", "ours"),
    [("ar", "Syrian state", "سوريا (الدولة)"), ("fr", "Lebanon", "Liban"), ("nb", "Syrian opposition", "den syriske opposisjonen"),
     ("nb", "Aleppo", "Aleppo"), ("ar", "Nobody's Brigade", "Nobody's Brigade"), ("en", "Aleppo", "Aleppo"),
     ("ar", "Palestinian militants", "Palestinian militants")],
)  # fmt: skip
def test_what_names_are_called(code, name, ours):
    assert load_words(code).called(name) == ours
    assert load_words(code).all_called([name, 3]) == [ours, 3]


def test_every_side_of_every_pack_has_a_name_in_every_language():
    for pack in known_packs():
        for side in pack.sides:
            assert {n.language for n in side.names} >= set(LANGUAGES), (pack.slug, side.id)


def test_spellings_and_titles_stay_as_they_were_written(desk):
    spelled = desk.get("/entities?kind=place&ui=ar").text
    assert "السكري" in spelled and re.search(r"<bdi dir=\"auto\">حلب</bdi>", spelled)
    assert "Aleppo" in desk.get("/search?q=Aleppo&ui=ar").text.split("<h1>")[1].split("</h1>")[0]
