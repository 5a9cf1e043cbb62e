"""Base forms of Russian and Ukrainian names; what has no doubtless base form stays as it is."""

import pytest

from warledger.packs.cases import base_form, begins_name, place_form

BODIES = ("штаб", "штабе", "армія", "центр", "комитет", "армия", "влада")


@pytest.mark.parametrize(
    ("language", "name", "base"),
    [
        ("uk", "Вирнської обласної військової адміністрації", "Вирнська обласна військова адміністрація"),
        ("uk", "Головного штабу Рини", "Головний штаб Рини"),
        ("uk", "Міністерстві оборони Рини", "Міністерство оборони Рини"),
        ("uk", "Озброєних Сил Рини", "Озброєні Сили Рини"),
        ("uk", "прес-центрі штабу", "прес-центр штабу"),
        ("uk", "бойовиками", "бойовики"),
        ("uk", "ринських повстанців", "ринські повстанці"),
        ("ru", "Главного управления разведки", "Главное управление разведки"),
        ("ru", "ринской авиацией", "ринская авиация"),
        ("ru", "Министерстве обороны Рины", "Министерство обороны Рины"),
        ("ru", "комитете ветеранов", "комитет ветеранов"),
        ("ru", "штабе в Вирне", "штаб в Вирне"),
        ("ru", "местных властей", "местные власти"),
        ("ru", "ополченцев", "ополченцы"),
        ("de", "Verteidigungsministeriums", "Verteidigungsministerium"),
        ("de", "ormischen Luftwaffe", "ormische Luftwaffe"),
        ("de", "Anwohnern", "Anwohner"),
        ("de", "Behördenangaben", "Behörden"),
        ("de", "Regierungsangaben", "Regierung"),
        ("de", "UN-Angaben", "UN"),
        ("de", "Polizeisprecherin", "Polizei"),
        ("de", "Hafensprechers", "Hafen"),
        ("de", "Gouverneurs", "Gouverneur"),
        ("de", "Ormischen Beobachtungsstelle", "Ormische Beobachtungsstelle"),
    ],
)
def test_a_name_in_a_case(language: str, name: str, base: str) -> None:
    assert base_form(name, language, BODIES) == base


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("uk", "Головний штаб Рини"),
        ("uk", "армія Рини"),
        ("uk", "Олег Вирнський"),
        ("uk", "Вирнського"),
        ("ru", "Красный Крест"),
        ("ru", "Иванов"),
        ("ru", "центр «Рина»"),
        ("de", "Rebellen"),
        ("de", "Angaben"),
        ("de", "Pressesprecher"),
        ("de", "Steffen Ohm"),
        ("de", "Hafenwache Orm"),
        ("de", "von Orm geführten Koalition"),
        ("en", "Ministeriums"),
    ],
)
def test_a_name_that_stays(language: str, name: str) -> None:
    assert base_form(name, language, BODIES) == name


@pytest.mark.parametrize(
    ("language", "name", "base"),
    [
        ("uk", "Гнатівці", "Гнатівка"),
        ("uk", "Вирнщині", "Вирнщина"),
        ("uk", "Нововирнському", "Нововирнське"),
        ("uk", "Вирнській громаді", "Вирнська громада"),
        ("ru", "Гнатовки", "Гнатовка"),
        ("uk", "Вирна", "Вирна"),
        ("uk", "село", "село"),
        ("ru", "Сен-Жан", "Сен-Жан"),
    ],
)
def test_a_place_in_a_case(language: str, name: str, base: str) -> None:
    assert place_form(name, language) == base


@pytest.mark.parametrize(
    ("language", "word", "name", "whole"),
    [
        ("ru", "Верховного", "государственного совета Вирны", True),
        ("uk", "Вищої", "державної комісії", True),
        ("ru", "Верховный", "государственного совета Вирны", False),
        ("ru", "бывшего", "государственного совета", False),
        ("ru", "Вирны", "государственного совета", False),
        ("ru", "Верховной", "государственного совета", False),
        ("de", "Obersten", "staatlichen Rates", False),
    ],
)
def test_a_name_begins_with_the_adjective_in_its_case(language: str, word: str, name: str, whole: bool) -> None:
    assert begins_name(word, name, language) is whole


@pytest.mark.parametrize(
    ("language", "name", "base"),
    [
        ("ru", "аэродрома Вирны", "аэродром Вирны"),
        ("ru", "больницу Рины", "больница Рины"),
        ("uk", "лікарні Вирни", "лікарня Вирни"),
        ("uk", "селі Рина", "село Рина"),
        ("ru", "Горы Вирны", "Гора Вирны"),
        ("ru", "село Рина", "село Рина"),
    ],
)
def test_a_place_that_begins_with_its_kind(language: str, name: str, base: str) -> None:
    assert place_form(name, language) == base
