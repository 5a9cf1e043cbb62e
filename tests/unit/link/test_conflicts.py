from datetime import date
from pathlib import Path

import pytest

from warledger.model import PackError
from warledger.packs.conflicts import available_conflicts, check_conflict, load_conflict, load_conflict_folder
from warledger.packs.world import load_world

TOML = 'title = "A war"\nbegins = 2020-01-01\ncountries = ["SY"]\nkeywords = ["war"]\n'
SIDES = "id\tname\tfrom\tto\tnames\tnote\na\tArmy\t2020-01-01\t\ten: the army side\tx\n"
BODIES = "id\tname\tkind\torigin\tside\tnames\nb\tThe Army\tarmy\tState\ta\ten: Army; ar: الجيش\n"


def folder(tmp_path: Path, **files: str) -> Path:
    root = tmp_path / "mywar"
    root.mkdir()
    for name, content in {"pack_toml": TOML, "sides_tsv": SIDES, "bodies_tsv": BODIES, **files}.items():
        (root / name.replace("_", ".")).write_text(content, "utf-8")
    return root


def test_packs_that_ship_are_sound_and_say_where_to_check() -> None:
    assert available_conflicts() == ("gaza", "sudan", "syria", "ukraine")
    for slug in available_conflicts():
        pack = load_conflict(slug)
        assert pack.begins is not None
        assert len(pack.sides) >= 2
        assert len(pack.places) >= 50
        for thing in (*pack.sides, *pack.bodies, *pack.people, *pack.places, *pack.outlets):
            assert thing.note, f"{slug}: {thing.id} does not say where it can be checked"
        sides = {s.id for s in pack.sides}
        assert {b.side for b in pack.bodies} - {""} == {b.side for b in pack.bodies} & sides
        assert all(p.lat is not None for p in pack.places)


def test_names_stand_in_several_scripts() -> None:
    pack = load_conflict("syria")
    languages = {n.language for p in pack.places for n in p.names}
    assert {"en", "ar", "ru", "fr", "tr"} <= languages
    aleppo = [p for p in pack.places if p.parent == "aleppo" and p.feature == "district"]
    assert len(aleppo) >= 20
    assert all(any(n.language == "ar" for n in p.names) for p in aleppo)


def test_sides_change_with_time() -> None:
    pack = load_conflict("syria")
    government = next(s for s in pack.sides if s.id == "government")
    assert government.holds_on(date(2016, 12, 12))
    assert not government.holds_on(date(2025, 1, 1))
    assert government.holds_on(None)


def test_the_world_table() -> None:
    world = load_world()
    assert len(world.states) > 90
    assert not world.pack.sides
    assert {o.id for o in world.organs} >= {"army", "police", "government", "defence_ministry"}
    codes = [s.country for s in world.states]
    assert len(codes) == len(set(codes))


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    pack = load_conflict_folder(folder(tmp_path))
    assert (pack.slug, pack.bodies[0].names[1].text, pack.bodies[0].names[1].language) == ("mywar", "الجيش", "ar")
    assert check_conflict(tmp_path / "mywar") == ()


@pytest.mark.parametrize(
    ("file", "content", "line", "key", "words"),
    [
        ("pack_toml", TOML + "side = 1\n", 5, "side", "unknown key"),
        ("pack_toml", TOML + "ends = 2019-01-01\n", 5, "ends", "ends before it begins"),
        ("pack_toml", 'title = "x"\nbegins = "2020-01-01"\n', 2, "begins", "without quotes"),
        ("pack_toml", "title = \n", 1, None, "not TOML"),
        ("sides_tsv", "id\tname\tcolour\na\tA\tred\n", 1, "colour", "unknown column"),
        ("sides_tsv", "id\tname\tfrom\tto\na\tA\t2020-02-01\t2020-01-01\n", 2, "to", "before it begins"),
        ("sides_tsv", "id\tname\tfrom\na\tA\tsoon\n", 2, "from", "not a day"),
        ("sides_tsv", "id\tname\na\tA\na\tB\n", 3, "id", "line 2"),
        ("bodies_tsv", BODIES + "c\tOther\tarmy\tState\ta\ten: Army\n", 3, "names", "also a name of 'b'"),
        ("bodies_tsv", "id\tname\tside\nb\tArmy\tz\n", 2, "side", "not one of"),
        ("bodies_tsv", "id\tname\tkind\nb\tArmy\ttank\n", 2, "kind", "not one of"),
        ("bodies_tsv", "id\tname\tnames\nb\tArmy\tArmy | Forces\n", 2, "names", "no language"),
        ("bodies_tsv", "id\tname\tnames\nb\tArmy\ten: A || B\n", 2, "names", "empty name"),
        ("people_tsv", "id\tname\tbody\np\tSomeone\tq\n", 2, "body", "not one of"),
        ("places_tsv", "id\tname\tlat\tlon\np\tHere\t91\t0\n", 2, "lat", "out of range"),
        ("places_tsv", "id\tname\tlat\tlon\np\tHere\t1\t\n", 2, "lon", "without the other"),
        ("places_tsv", "id\tname\tlat\tlon\np\tHere\tx\ty\n", 2, "lat", "not a number"),
        ("places_tsv", "id\tname\tparent\np\tHere\tthere\n", 2, "parent", "not one of"),
    ],
)
def test_breaches_say_file_line_and_key(tmp_path: Path, file: str, content: str, line: int, key: str | None, words: str) -> None:
    with pytest.raises(PackError, match=words) as caught:
        load_conflict_folder(folder(tmp_path, **{file: content}))
    assert caught.value.file.endswith(file.replace("_", "."))
    assert (caught.value.line, caught.value.key) == (line, key)


def test_one_name_at_different_times_is_allowed(tmp_path: Path) -> None:
    bodies = (
        "id\tname\torigin\tside\tfrom\tto\tnames\nb\tOld army\tS\ta\t\t2021-01-01\ten: Army\nc\tNew army\tT\ta\t2021-01-02\t\ten: Army\n"
    )
    assert len(load_conflict_folder(folder(tmp_path, bodies_tsv=bodies)).bodies) == 2


def test_no_such_pack() -> None:
    with pytest.raises(PackError, match="known are gaza, sudan, syria, ukraine"):
        load_conflict("atlantis")
