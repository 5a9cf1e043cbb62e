import re
import tomllib
from importlib.resources import files

import pytest

from warledger.model.reasons import REASON_LANGUAGES, TEMPLATES, list_names, parse_reason, reason_text, say

OTHERS = [code for code in REASON_LANGUAGES if code != "en"]
FILLED = {"name": "SANA", "other": "the army", "number": 3, "total": 7, "before": "12", "after": "at least 15"}
FILLED |= {"share": "41%", "day": "2016-12-12"}


def phrases(language):
    return tomllib.loads((files("warledger.data") / "reasons" / f"{language}.toml").read_text(encoding="utf-8"))


def slots(template):
    return sorted(re.findall(r"\{(\w+)\}", template))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_reason_with_the_same_slots(language):
    known = phrases(language)
    assert set(known) == {*TEMPLATES, "comma", "and", "and-others"}
    assert {code: slots(known[code]) for code in TEMPLATES} == {code: slots(TEMPLATES[code]) for code in TEMPLATES}


@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_a_line_is_taken_apart_into_what_it_was_made_of(code):
    values = {name: FILLED[name] for name in slots(TEMPLATES[code]) if name != "names"}
    found = parse_reason(say(code, ["SOHR", "the army"], **values))
    assert found is not None
    assert found.code == code
    assert {k: v for k, v in found.values.items() if k != "names"} == {k: str(v) for k, v in values.items()}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_a_line_keeps_its_names_and_figures_in_every_language(code, language):
    values = {name: FILLED[name] for name in slots(TEMPLATES[code]) if name != "names"}
    line = say(code, ["SOHR", "the army"], **values)
    got = reason_text(line, language)
    assert got != line
    wanted = [str(v) for v in values.values()] + (["SOHR", "the army"] if "names" in slots(TEMPLATES[code]) else [])
    assert all(w in got for w in wanted)


def test_long_lists_are_shortened_in_every_language():
    line = say("denied", "ABCDEFG")
    assert line == "denied by A, B, C, D and 3 others"
    assert reason_text(line, "fr") == "démenti par A, B, C, D et 3 autres"
    assert reason_text(line, "ar") == "نفاه: A، B، C، D وآخرون عددهم 3"
    assert reason_text(say("denied", "AB"), "nb-NO") == "avvist av A og B"


def test_a_name_with_and_in_it_stays_whole():
    assert reason_text(say("only", name="Doctors and Nurses"), "fr") == "uniquement Doctors and Nurses"


def test_what_is_not_known_stays_as_it_is():
    assert reason_text("because I say so", "fr") == "because I say so"
    assert reason_text(say("outlets"), "xx") == TEMPLATES["outlets"]
    assert list_names([]) == ""
