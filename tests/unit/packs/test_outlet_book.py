import pytest

from warledger.model import InputError, OffsetMap, Report
from warledger.packs.conflicts import available_conflicts, load_conflict
from warledger.packs.outlet_book import OutletBook, OutletCorrection, check_correction, read_correction
from warledger.packs.outlets import domains_of, load_outlets, outlet_of

C = OutletCorrection


def test_outlets_of_conflict_packs_are_known_by_address_and_name_with_their_side():
    for slug in available_conflicts():
        for outlet in load_conflict(slug).outlets:
            found = outlet_of(f"https://{outlet.domain}/1" if outlet.domain else outlet.name)
            assert found is not None, outlet
            assert not outlet.side or (slug, outlet.side) in found.sides
    names = [o.domain for o in load_outlets() if o.domain]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("url", "first"),
    [("https://T.me/Rybar/7", "t.me/rybar"), ("http://[::1", None), ("mailto:a@b.c", None), ("https://a.example./", "a.example")],
)
def test_addresses_of_any_kind_are_taken(url, first):
    assert next(domains_of(url), None) == first


def test_a_host_and_a_name_make_two_feeds_one_outlet():
    book = OutletBook([C("Le Courrier", "host", "courrier.example"), C("Courrier (feed 2)", "name", "Le Courrier")])
    assert book.name_of("", "https://live.courrier.example/rss") == book.name_of("Courrier (feed 2)") == "Le Courrier"
    assert book.name_of("Another", "https://courrier.example.org/") == "Another"


def test_names_that_lead_in_a_circle_end():
    book = OutletBook([C("A", "name", "B"), C("B", "name", "C"), C("C", "name", "A")])
    assert {book.name_of(n) for n in "ABC"} <= set("ABC") and book.all()


def test_the_later_correction_wins_and_an_empty_one_takes_away():
    book = OutletBook([C("SANA", "owner", "x"), C("SANA", "owner", "y"), C("SANA", "side", "", "syria"), C("New", "wires", "AFP | AP")])
    sana, new = book.info("SANA"), book.info("new")
    assert sana and sana.owner == "y" and "syria" not in dict(sana.sides) and sana.country == "SY"
    assert new and new.wires == ("AFP", "AP") and new.name == "New"


def test_a_pack_takes_the_corrected_side_and_an_outlet_that_it_did_not_have():
    pack = load_conflict("syria")
    known = next(o for o in pack.outlets if o.side == "opposition")
    book = OutletBook(
        [C(known.name, "side", "government", "syria"), C("New Post", "side", "opposition", "syria"), C("NP", "name", "New Post")]
    )
    corrected = {o.name: o for o in book.corrected_pack(pack).outlets}
    assert corrected[known.name].side == "government" and corrected["New Post"].side == "opposition"
    assert "NP" in {n.text for n in corrected["New Post"].names}
    assert len(corrected) == len(pack.outlets) + 1
    other = load_conflict("sudan")
    assert book.corrected_pack(other) == other


def test_a_report_without_outlet_gets_one_by_the_name_of_its_file():
    report = Report("rp-1", "pg-1", "ar.txt", "x", "x", OffsetMap(()))
    assert OutletBook().named(report) is report
    assert OutletBook([C("ar.txt", "name", "SANA")]).named(report).outlet == "SANA"


@pytest.mark.parametrize(
    ("field", "value", "conflict"),
    [
        ("colour", "red", ""), ("country", "Syria", ""), ("language", "English!", ""), ("kind", "blog", ""), ("host", "nowhere", ""),
        ("host", "", ""), ("name", " ", ""), ("side", "opposition", ""), ("side", "martians", "syria"), ("side", "x", "mars"),
        ("owner", "x", "syria"), ("owner", "x" * 201, ""), ("owner", "a\u202eb", ""),
    ],
)  # fmt: skip
def test_a_wrong_correction_is_refused(field, value, conflict):
    with pytest.raises(InputError):
        check_correction(C("A", field, value, conflict))


def test_values_are_kept_in_one_form():
    assert check_correction(C("A", "country", "sy")).value == "SY"
    assert check_correction(C("A", "host", "https://www.Example.org/")).value == "example.org"
    assert check_correction(C("A", "side", "Syrian opposition", "syria")).value == "opposition"
    with pytest.raises(InputError):
        read_correction("cl-1", {"field": "owner", "value": "x"})
