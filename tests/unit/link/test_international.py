"""International bodies are one entity each under what thirteen languages call them, and no "of the United Nations" swallows one."""

import pytest
from tests.unit.link.linking import claim, report

CALLED = {
    "UNHCR": (
        ("en", "United Nations High Commissioner for Refugees"),
        ("fr", "Haut-Commissariat des Nations unies pour les réfugiés"),
        ("es", "Agencia de la ONU para los Refugiados"),
        ("pt", "Alto Comissariado das Nações Unidas para os Refugiados"),
        ("de", "Hoher Flüchtlingskommissar der UN"),
        ("de", "Flüchtlingshilfswerk der Vereinten Nationen"),
        ("nb", "FNs høykommissær for flyktninger"),
        ("nn", "FNs høgkommissær for flyktningar"),
        ("sv", "FN:s flyktingkommissarie"),
        ("da", "FN's flygtningehøjkommissær"),
        ("ru", "Управление Верховного комиссара ООН по делам беженцев"),
        ("uk", "Агентство ООН у справах біженців"),
        ("ar", "مفوضية الأمم المتحدة لشؤون اللاجئين"),
        ("tr", "Birleşmiş Milletler Mülteciler Yüksek Komiserliği"),
    ),
    "OCHA": (
        ("en", "United Nations Office for the Coordination of Humanitarian Affairs"),
        ("fr", "Bureau des Nations unies pour la coordination des affaires humanitaires"),
        ("de", "UN-Nothilfebüro"),
        ("ru", "Управление ООН по координации гуманитарных вопросов"),
        ("ar", "مكتب تنسيق الشؤون الإنسانية التابع للأمم المتحدة"),
        ("tr", "BM İnsani İşler Koordinasyon Ofisi"),
    ),
    "UN Human Rights Office": (
        ("en", "UN High Commissioner for Human Rights"),
        ("es", "Alto Comisionado de las Naciones Unidas para los Derechos Humanos"),
        ("sv", "FN:s högkommissarie för mänskliga rättigheter"),
        ("uk", "Верховний комісар ООН з прав людини"),
    ),
    "UNICEF": (("en", "UN Children's Fund"), ("nb", "FNs barnefond"), ("ar", "منظمة الأمم المتحدة للطفولة"), ("ru", "Детский фонд ООН")),
    "World Food Programme": (("da", "FN's Verdensfødevareprogram"), ("de", "UN-Welternährungsprogramm")),
    "World Health Organization": (("uk", "ВООЗ"), ("tr", "DSÖ"), ("es", "OMS"), ("nn", "Verdshelseorganisasjonen")),
    "IFRC": (("en", "International Federation of Red Cross and Red Crescent Societies"), ("fr", "FICR"), ("ru", "МФКК")),
    "ICRC": (("de", "IKRK"), ("uk", "МКЧХ"), ("sv", "Internationella Röda Korset"), ("tr", "Uluslararası Kızılhaç Komitesi")),
    "OSCE": (("en", "Organization for Security and Cooperation in Europe"), ("tr", "Avrupa Güvenlik ve İşbirliği Teşkilatı")),
    "ECOWAS": (("fr", "CEDEAO"), ("ru", "ЭКОВАС"), ("ar", "إيكواس")),
    "International Criminal Court": (("ru", "Международный уголовный суд"), ("tr", "Uluslararası Ceza Mahkemesi")),
    "KFOR": (("es", "Kfor"), ("de", "Kosovo-Schutztruppe")),
}


@pytest.mark.parametrize(("name", "language", "called"), [(name, *form) for name, forms in CALLED.items() for form in forms])
def test_an_international_body_is_one_under_all_its_names(linker, name: str, language: str, called: str) -> None:
    links = linker.link([report("r", f"{called}.", language)], [claim("c", "r", source=called, source_kind="organisation")], {})
    (told,) = links.linked
    assert next(e.name for e in links.entities if e.id == told.source_id) == name
