"""Whether claims of two reports may be of one happening."""

from datetime import date

import pytest

from warledger.stories.happenings import Happening, Meeting, shared

DAY = date(2031, 5, 12).toordinal()
PUBLISHED = date(2031, 5, 14)


def told(event="killed", family="attack", place="orvik", day=0, group="", actor="", *, mapped=True, site=False):
    first = None if day is None else DAY + day
    return Happening(event, family, frozenset({place}), frozenset({"velm"}), first, first, group, actor, mapped, site)


@pytest.mark.parametrize(
    ("one", "other", "meeting"),
    [
        (told(), told("shelling"), Meeting.ONE),
        (told(), told(day=1), Meeting.APART),
        (told(), told(place="torsk"), Meeting.APART),
        (told(), told(place="velm"), Meeting.ONE),
        (told(), told(place="Orvick", mapped=False), Meeting.UNKNOWN),
        (told(), told(place="Orvik airport", mapped=False, site=True), Meeting.APART),
        (told(group="civilians"), told(group="soldiers"), Meeting.OTHER),
        (told(group="civilians", actor="army"), told(group="fighters", actor="army"), Meeting.ONE),
        (told(), told(day=None), Meeting.ONE),
        (told("capture", "ground"), told("withdrawal", "ground", day=2), Meeting.ONE),
        (told("capture", "ground", actor="a"), told("capture", "ground", day=2, actor="b"), Meeting.OTHER),
        (told("capture", "ground"), told(day=2), Meeting.OTHER),
        (told("capture", "ground"), told(), Meeting.UNKNOWN),  # people die where a place falls, that day
        (told("capture", "ground"), told("capture", "ground", place="velm"), Meeting.OTHER),  # a quarter is not its town
        (told("abduction", "captives"), told("released", "captives", day=5), Meeting.ONE),
        (told("released", "captives"), told("abduction", "captives", day=5), Meeting.APART),
        (told(), told("displacement", "displacement", day=1), Meeting.UNKNOWN),
    ],
)
def test_claims_of_one_happening(one, other, meeting):
    assert shared([one], PUBLISHED, [other], PUBLISHED) is meeting
    assert shared([other], PUBLISHED, [one], PUBLISHED) is meeting


def test_reports_without_a_happening_tell_nothing():
    assert shared([], PUBLISHED, [told()], PUBLISHED) is Meeting.UNKNOWN


def test_the_nearest_pair_decides():
    assert shared([told(), told(day=5)], PUBLISHED, [told()], PUBLISHED) is Meeting.ONE


@pytest.mark.parametrize(
    ("news", "added", "meeting"),
    [
        (told(day=1), told("shelling"), Meeting.OTHER),  # a bus hit on one day, and a hospital the day before
        (told("capture", "ground", day=3, actor="a"), told("detention", "captives"), Meeting.OTHER),  # retaken; so many taken on Sunday
        (told("shelling"), told(), Meeting.ONE),  # of one day
        (told(day=None), told(), Meeting.ONE),
    ],
)
def test_what_a_report_adds_of_another_day_is_not_its_story(news, added, meeting):
    assert shared([news, added], PUBLISHED, [added], PUBLISHED) is meeting
    assert shared([added], PUBLISHED, [news, added], PUBLISHED) is meeting


def test_who_denies_that_a_place_fell_tells_of_another_fall_than_his_own_retaking():
    denied = told("capture", "ground")._replace(denier="b")
    assert shared([denied], PUBLISHED, [told("capture", "ground", day=1, actor="b")], PUBLISHED) is Meeting.OTHER
    assert shared([denied], PUBLISHED, [told("capture", "ground", day=1, actor="a")], PUBLISHED) is Meeting.ONE


@pytest.mark.parametrize(
    ("one", "other", "meeting"),
    [
        (told(group="soldiers"), told(group="soldiers"), Meeting.ONE),
        (told(group="soldiers"), told(group="civilians"), Meeting.UNKNOWN),
        (told(), told(), Meeting.UNKNOWN),
        (told("shelling", group="soldiers"), told("shelling", group="soldiers"), Meeting.UNKNOWN),
        (told(group="soldiers"), told(group="soldiers", day=1), Meeting.UNKNOWN),
        (told(group="soldiers"), told(group="soldiers", place="torsk"), Meeting.UNKNOWN),
    ],
)
def test_of_a_region_only_one_loss_of_one_group_on_one_day_is_one_happening(one, other, meeting):
    assert shared([one._replace(region=True)], PUBLISHED, [other._replace(region=True)], PUBLISHED) is meeting
