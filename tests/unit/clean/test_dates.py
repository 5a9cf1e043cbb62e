from datetime import date

import pytest

from warledger.clean.dates import find_date_line, find_dateline, find_title_day, parse_day, parse_moment

MONTHS = {"december": 12, "dec": 12, "déc": 12, "décembre": 12, "desember": 12, "декабря": 12, "كانون الاول": 12, "march": 3}


@pytest.mark.parametrize(
    "text",
    [
        "12 December 2016",
        "December 12, 2016 at 1:29 pm",
        "12 déc. 2016, 14:25",
        "12. desember 2016",
        "2016-12-12",
        "12.12.2016",
        "12 декабря 2016 года",
        "12 كانون الأول 2016",
        "lundi 12 décembre 2016",
        "١٢/١٢/٢٠١٦",
        "Publisert: 12.12.2016 kl. 10:15",
        "Monday, 12th December 2016",
        "Published: 12th, December 2016 GMT",
    ],
)
def test_a_full_date_is_read(text: str) -> None:
    assert parse_day(text, MONTHS) == date(2016, 12, 12)


@pytest.mark.parametrize(
    "text", ["since 2009", "12 December", "31.02.2016", "at 14:25", "version 1.2.3", "", "99999999999999999 December 2016"]
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert parse_day(text, MONTHS) is None


def test_a_date_line_is_short_and_near_the_top() -> None:
    long = "The offensive that began on 12 December 2016 in the eastern quarters went on for four weeks and more, officials said."
    assert find_date_line(["Title", "12 December 2016, 10:40", "Text"], MONTHS) == (1, date(2016, 12, 12))
    assert find_date_line(["Title", long], MONTHS) is None
    assert find_date_line([*["Line"] * 20, "12 December 2016"], MONTHS) is None


def test_of_two_days_in_a_date_line_the_earlier_is_that_of_publication() -> None:
    assert find_date_line(["Updated 2016-12-14 | Published 2016-12-12", "Text"], MONTHS) == (0, date(2016, 12, 12))
    assert find_date_line(["2016 12 12", "Text"], MONTHS) == (0, date(2016, 12, 12))


def test_a_title_may_end_with_its_day() -> None:
    assert find_title_day("Drones hit the port - Fjord News - 12.12.2016", MONTHS) == date(2016, 12, 12)
    assert find_title_day("Drones hit the port | 12 December 2016", MONTHS) == date(2016, 12, 12)
    assert find_title_day("The port as it was on 12.12.2016", MONTHS) is None
    assert find_title_day("What we know - the strike of 12.12.2016 killed two people", MONTHS) is None


def test_a_dateline_stands_before_the_dash() -> None:
    assert find_dateline("KYIV, 14 March 2024 (Agency) - Drones hit the port.", MONTHS) == date(2024, 3, 14)
    assert find_dateline("Drones hit the port on 14 March 2024.", MONTHS) is None


def test_a_moment_with_a_zone_is_turned_to_utc() -> None:
    day, moment = parse_moment("2024-03-05T01:30:00+03:00", MONTHS)
    assert day == date(2024, 3, 5)
    assert moment is not None
    assert moment.isoformat() == "2024-03-04T22:30:00+00:00"


def test_a_month_may_have_two_names():
    from warledger.clean.dates import parse_day
    from warledger.packs.words import fold

    months = {fold("آب"): 8, fold("أغسطس"): 8}
    assert str(parse_day("الأربعاء، 28 آب/اغسطس 2013", months)) == "2013-08-28" == str(parse_day("28 آب 2013", months))
