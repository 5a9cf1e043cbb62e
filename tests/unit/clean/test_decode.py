import pytest

from warledger.clean.decode import decode

SAMPLES = {
    "ar": "قتل خمسة مدنيين وأصيب آخرون في قصف مدفعي على ريف المدينة، بحسب مصادر محلية تحدثت إلينا مساء اليوم.",
    "ru": "По словам губернатора, ночью были сбиты три беспилотника; пострадавших и разрушений на земле нет.",
    "fr": "Les secours ont évacué une trentaine de blessés après l'attaque menée à l'aube près de la frontière.",
    "nb": "Ifølge myndighetene ble åtte personer såret da granater slo ned nær sykehuset på øya i går kveld.",
    "tr": "Bakanlık, sınırın ötesinde düzenlenen operasyonda üç kişinin öldüğünü, çatışmanın sürdüğünü açıkladı; şehir boşaldı.",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ar", "cp1256"), ("ar", "iso-8859-6"), ("ar", "utf-16"), ("ar", "utf-16-le"), ("ru", "cp1251"), ("ru", "koi8-r"),
        ("ru", "utf-16-be"), ("fr", "cp1252"), ("nb", "cp1252"), ("tr", "cp1254"), ("tr", "utf-8"), ("nb", "utf-8-sig"),
    ],
)  # fmt: skip
def test_text_comes_back_from_its_bytes(language: str, encoding: str) -> None:
    text = SAMPLES[language]
    assert decode(text.encode(encoding))[0].lstrip("\ufeff") == text


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    content = SAMPLES["nb"].encode() * 4
    text, encoding = decode(content[:50] + b"\xff" + content[50:])
    assert encoding == "utf-8"
    assert text.count("\ufffd") == 1


def test_an_unknown_declared_encoding_is_ignored() -> None:
    assert decode("déjà vu à côté".encode("cp1252"), "x-made-up")[0] == "déjà vu à côté"
