import time
from pathlib import Path

import pytest

from warledger.link.gazetteer import Gazetteer, open_gazetteer
from warledger.link.import_gazetteer import import_gazetteer
from warledger.model import InputError


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Alep", "SY"),
        ("Halep", "SY"),
        ("حلب", "SY"),
        ("Алеппо", "SY"),
        ("Damaskus", "SY"),
        ("Харків", "UA"),
        ("Kiew", "UA"),
        ("الخرطوم", "SD"),
        ("Jemen", "YE"),
    ],
)
def test_names_in_many_languages(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert gazetteer.find(name)[0].country == country


def test_codes_and_words_are_no_names(gazetteer: Gazetteer) -> None:
    assert not [p for p in gazetteer.find("DAM") if p.country == "SY"]
    assert gazetteer.find("") == gazetteer.find("😀") == []


def test_places_know_their_region_and_country(gazetteer: Gazetteer) -> None:
    aleppo = next(p for p in gazetteer.find("Aleppo") if p.feature == "city")
    region = gazetteer.by_id(aleppo.region)
    assert region is not None
    assert (region.name, region.country) == ("Aleppo", "SY")
    assert gazetteer.country("SY") is not None
    assert gazetteer.by_id("geonames:1") is None


def test_opening_is_quick_once_unpacked() -> None:
    open_gazetteer().close()
    start = time.process_time()
    found = open_gazetteer()
    assert found.find("Aleppo")
    assert time.process_time() - start < 0.3
    found.close()


def test_where_no_disk_can_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("WARLEDGER_CACHE", str(blocked))
    with_memory = open_gazetteer()
    assert with_memory.find("Aleppo")
    with_memory.close()


GEONAMES = "1\tQal‘at Mirza\tQalat Mirza\tقلعة ميرزا,Castle\t35.55\t36.35\tP\tPPL\tSY\t\t05\t\t\t\t900\t\t200\tAsia/Damascus\t2020-01-01\n"
OCHA = "ADM4_EN,ADM4_AR,ADM4_PCODE,ADM0_PCODE,lat,lon\nNubl al-Khatib,نبل الخطيب,C1234,SY,35.50,36.30\n"
PLAIN = "name;lat;lon;country;aliases\nMaram camp;36.02;36.60;SY;مخيم مرام|Maram\n"


@pytest.mark.parametrize(("content", "name"), [(GEONAMES, "قلعة ميرزا"), (OCHA, "نبل الخطيب"), (PLAIN, "مخيم مرام")])
def test_tables_are_imported(tmp_path: Path, content: str, name: str) -> None:
    file = tmp_path / "own.txt"
    file.write_text(content, "utf-8")
    done = import_gazetteer(file, tmp_path / "kept")
    assert (done.places, done.refused_count) == (1, 0)
    both = open_gazetteer([done.path])
    found = both.find(name)
    assert (found[0].country, found[0].id.split(":")[0]) == ("SY", "own")
    assert both.by_id(found[0].id) == found[0]
    both.close()


def test_bad_rows_are_told_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("name,lat,lon\nA,91,0\n,1,1\nB,x,1\nGood place,1,1\nShort\n", "utf-8")
    done = import_gazetteer(file, tmp_path)
    assert done.places == 1
    assert [r.split(": ")[0].rsplit(":", 1)[1] for r in done.refused] == ["2", "3", "4", "6"]
    assert "out of range" in done.refused[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,lat\nA,1\n", "no column for lon"),
        ("name,lat,lon\nحلب,1,1\n".encode("cp1256"), ":2: not UTF-8"),
        (b"", "empty"),
        (b"name,lat,lon\nA,100,1\n", "no usable row"),
        (b"\x00\x01\x02", "no column for"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=words):
        import_gazetteer(file, tmp_path / "kept")
    assert not list((tmp_path / "kept").glob("*"))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be imported"):
        import_gazetteer(tmp_path / "no.csv", tmp_path / "kept")


@pytest.mark.slow
def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write("name,lat,lon,country\n")
        out.writelines(f"Place {i},{i % 90},{i % 180},SY\n" for i in range(100_000))
    assert import_gazetteer(file, tmp_path).places == 100_000
