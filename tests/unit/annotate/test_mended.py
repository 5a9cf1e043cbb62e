"""What the tables mend in the network's frames: lists, tolls line by line, hearsay, denials, days and whose the victims were."""

import pytest

from marked import Text
from warledger.annotate.days import with_event_times
from warledger.annotate.itemised import with_items
from warledger.annotate.listed import with_each_count, with_each_group
from warledger.annotate.rebuttals import with_denials, without_contradictions, without_suppositions
from warledger.annotate.sources import with_hearsay, with_sources
from warledger.annotate.tidy import tidy_frames
from warledger.annotate.victims import with_targets
from warledger.claims.counts import count_at, find_counts
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def test_a_forgotten_quotation_mark_does_not_join_sentences() -> None:
    t = Text("en", '" The monitor said two died. A nurse spoke of "dozens wounded". An officer said more. "We left. They stayed," he said.')
    assert [s.of(t.text)[:12] for s in t.sentences] == ['" The monito', "A nurse spok", "An officer s", '"We left. Th']


@pytest.mark.parametrize(
    ("code", "text", "words", "count"),
    [
        ("en", "the bodies of a number of martyrs", "a", None),
        ("en", "a nurse died", "a", 1),
        ("en", "killed on 15 May", "15", None),
        ("uk", "загинули десантники 80-ї бригади", "десантники 80-", None),
        ("ru", "убит 70-летний мужчина", "70", None),
        ("es", "unos 1.300 de sus 2.500 milicianos", "unos 1.300 de sus 2.500", 1300),
        ("sv", "ett stort antal civila", "ett", None),
        ("da", "et endnu ukendt antal soldater", "et", None),
        ("en", "a large number of villagers", "a", None),
        ("sv", "ett barn och ett antal soldater", "ett", 1),
        ("en", "a young and able man", "a", 1),
    ],
)
def test_a_count_is_read_with_what_stands_beside_it(code: str, text: str, words: str, count: int | None) -> None:
    t = Text(code, text)
    found = count_at(text, t.at(words), t.pack)
    assert (found and found.low) == count


def test_the_lone_ones_of_a_list_are_subjects_too() -> None:
    t = Text("en", "His mother, another child and three civilians were injured.")
    counts = [at for at, _ in find_counts(t.text, t.pack)]
    (frame,) = with_each_group(t.text, t.sentences, [t.frame("injured", "injured", subject="civilians", count="three")], counts, t.pack)
    assert t.said(frame, "subject") == ["mother", "child", "civilians"]


@pytest.mark.parametrize(
    ("words", "subjects"),
    [("أطفال وامرأة", ["أطفال", "وامرأة"]), ("أطفال وامرأتين", ["أطفال", "وامرأتين"]), ("أطفال ونساء", ["أطفال ونساء"])],
)
def test_one_who_ends_a_marked_list_is_not_of_its_count(words: str, subjects: list[str]) -> None:
    t = Text("ar", f"مقتل 4 {words} بقصف على أورفيك")
    counts = [at for at, _ in find_counts(t.text, t.pack)]
    (frame,) = with_each_group(t.text, t.sentences, [t.frame("مقتل", "killed", subject=words, count="4")], counts, t.pack)
    assert t.said(frame, "subject") == subjects


@pytest.mark.parametrize(
    ("text", "count", "subject", "figures"),
    [
        ("استشهد رجل مع أطفاله الستة في أورفيك", "رجل", "أطفاله", [("رجل", {"رجل"}), ("الستة", {"أطفاله"})]),
        ("استشهد أب وأطفاله الأربعة وزوجته في أورفيك", "أب", "أب", [("أب", {"أب", "وزوجته"}), ("الأربعة", {"وأطفاله"})]),
        ("استشهدت امرأة وأطفالها الثلاثة في أورفيك", "امرأة", "امرأة وأطفالها", [("امرأة", {"امرأة"}), ("الثلاثة", {"وأطفالها"})]),
        ("استشهد طفل ووالداه في أورفيك", "طفل", "طفل ووالداه", [("طفل", {"طفل", "ووالداه"})]),
        ("استشهد رجل بين 17 و18 آب في أورفيك", "رجل", "رجل", [("رجل", {"رجل"})]),
    ],
)
def test_those_killed_with_somebody_are_counted_too(text: str, count: str, subject: str, figures: list[tuple[str, set[str]]]) -> None:
    t = Text("ar", text)
    counts = [at for at, _ in find_counts(t.text, t.pack)]
    frames = [t.frame(text.split()[0], "killed", subject=subject, count=count)]
    frames = with_each_group(t.text, t.sentences, frames, counts, t.pack)
    found = with_each_count(t.text, t.sentences, frames, counts, t.pack)
    assert [(t.said(f, "count")[0], set(t.said(f, "subject"))) for f in found] == figures


def test_people_named_beside_a_strike_are_those_whom_it_killed() -> None:
    t = Text("ar", "مقتل 4 أطفال وامرأة بقصف على أورفيك")
    counts = [at for at, _ in find_counts(t.text, t.pack)]
    dead = t.frame("مقتل", "killed", subject="أطفال", count="4")
    for event, whom in (("shelling", ["أطفال", "وامرأة"]), ("injured", ["أطفال"])):
        frames = with_each_group(t.text, t.sentences, [dead, t.frame("بقصف", event, subject="وامرأة")], counts, t.pack)
        assert t.said(frames[0], "subject") == whom


@pytest.mark.parametrize(
    ("code", "text", "event", "figures"),
    [
        (
            "en",
            "The Monitor counted 21 deaths, and the dead are:\n\n- 12 civilians\n- 7 army soldiers\n- a fighter",
            "killed",
            ["12", "7", "a"],
        ),
        ("es", "Los heridos:\n• 3 enfermeras\n• 14 vecinos de Talsa\nEl mercado reabrió.", "injured", ["3", "14"]),
        ("ru", "Погибшие:\n1) 4 мирных жителя\n2) 2 солдата", "killed", ["4", "2"]),
    ],
)
def test_each_item_of_a_toll_is_a_frame(code: str, text: str, event: str, figures: list[str]) -> None:
    t = Text(code, text)
    counts = [at for at, _ in find_counts(text, t.pack)]
    found = with_items(text, [], counts, [], t.pack)
    assert [(f.event, *t.said(f, "count")) for f in found] == [(event, n) for n in figures]


def test_a_list_that_tells_of_no_harm_is_no_toll() -> None:
    t = Text("en", "The convoy brought:\n- 12 tents\n- 7 doctors")
    assert with_items(t.text, [], [at for at, _ in find_counts(t.text, t.pack)], [], t.pack) == ()


@pytest.mark.parametrize(
    ("code", "text", "trigger", "stance"),
    [
        ("en", "There were reports of shelling near Arda.", "shelling", "relays"),
        ("en", "An alleged Dounian airstrike hit Arda.", "airstrike", "relays"),
        ("fr", "Une frappe présumée sur Arda.", "frappe", "asserts"),
        ("en", "An airstrike hit Arda.", "airstrike", "asserts"),
    ],
)
def test_what_an_outlet_but_passes_on(code: str, text: str, trigger: str, stance: str) -> None:
    t = Text(code, text)
    assert [f.stance for f in with_hearsay(text, t.sentences, [t.frame(trigger, "airstrike")], t.pack)] == [stance]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue", "stance"),
    [
        ("nb", "Tolv skal ha blitt drept, opplyser guvernøren.", "drept", "guvernøren", "opplyser", "asserts"),
        ("sv", "Tolv ska också ha dödats, uppger läkare.", "dödats", "läkare", "uppger", "asserts"),
        ("sv", "Tolv ska enligt obekräftade uppgifter ha dödats, uppger läkare.", "dödats", "läkare", "uppger", "relays"),
        ("da", "Tolv skal have mistet livet.", "mistet livet", "", "", "relays"),
    ],
)
def test_a_verb_form_that_marks_anothers_word_doubts_nothing(
    code: str, text: str, trigger: str, source: str, cue: str, stance: str
) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "killed", "relays", **({"source": source, "cue": cue} if source else {}))
    assert [f.stance for f in with_hearsay(text, t.sentences, [frame], t.pack)] == [stance]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Byen er omringet.\n– Vi mistet to menn. De skjøt hele natten, sier Lena Dahl.\nDet er stille nå.", ["Lena Dahl"]),
        ("Byen er omringet, sier Lena Dahl.\n– Vi mistet to menn. De skjøt hele natten.\nDet er stille nå.", ["Lena Dahl"]),
        ("Byen er omringet, sier Lena Dahl.\n- Vi mistet to menn.\n- De skjøt hele natten.\nDet er stille nå.", []),
        ("Byen er omringet, sier Lena Dahl.\nVi mistet to menn. De skjøt hele natten.\nDet er stille nå.", []),
    ],
)
def test_a_paragraph_that_a_dash_makes_speech_has_one_speaker(text: str, source: list[str]) -> None:
    t = Text("nb", text)
    (out,) = with_sources(t.text, t.sentences, [t.frame("mistet", "killed")], t.names("Lena Dahl", kind="person"), t.pack)
    assert t.said(out, "source") == source


def test_a_verb_and_its_particle_are_one_event() -> None:
    t = Text("nb", "Hæren skjøt i natt ned tolv droner, og ved Tavo ble fem skutt ned.")
    verb = t.frame("skjøt", "interception", actor="Hæren")
    particle = t.frame("ned", "interception", count="tolv")
    other = t.frame("skutt ned", "interception", count="fem")
    first, second = tidy_frames(t.text, t.sentences, [verb, particle, other])
    assert (t.said(first, "actor"), t.said(first, "count")) == (["Hæren"], ["tolv"])
    assert t.said(second, "count") == ["fem"]


def test_one_cue_has_one_source() -> None:
    t = Text("en", "Roya Radio stated that over 15 were killed, while Tavo TV also reported that a bombing led to the death of 10.")
    frames = [
        t.frame("bombing", "airstrike", source="Tavo TV", cue="reported"),
        t.frame("death of", "killed", source="Roya Radio", cue="reported"),
    ]
    out = with_sources(t.text, t.sentences, frames, t.names("Roya Radio", "Tavo TV"), t.pack)
    assert [t.said(f, "source") for f in out] == [["Tavo TV"], ["Tavo TV"]]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "accuser", "denier"),
    [
        ("en", "The Doun Front accused the army of mass arrests, which Kavar has denied.", "arrests", "Doun Front", "Kavar"),
        ("en", "Kavar accused Doun of shelling a school in Orik. Doun denied the accusation.", "shelling", "Kavar", "Doun"),
        ("fr", "Kavar a accusé Doun d'avoir bombardé Orik, ce que Doun dément.", "bombardé", "Kavar", "Doun"),
        ("ru", "Кавар обвинил Доун в обстреле школы, что Доун отрицает.", "обстреле", "Кавар", "Доун"),
    ],
)
def test_a_denial_without_an_event_of_its_own(code: str, text: str, trigger: str, accuser: str, denier: str) -> None:
    t = Text(code, text)
    last = text.rindex(denier)
    mentions = [*t.names(accuser), Mention("organisation", Span(last, last + len(denier)), 0.9)]
    out = with_denials(text, t.sentences, [t.frame(trigger, "shelling", "accuses", source=accuser)], mentions, t.pack)
    assert [(f.stance, t.said(f, "source")) for f in out] == [("accuses", [accuser]), ("denies", [denier])]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "accuser", "names", "denier"),
    [
        (
            "en",
            "Kavar blamed the blast on a rocket of the Doun group, which denied any involvement.",
            "blast",
            "Kavar",
            ["Doun"],
            "Doun group",
        ),
        (
            "fr",
            "Kavar attribue l'explosion à un tir du groupe Doun, qui a démenti toute implication.",
            "explosion",
            "Kavar",
            ["Doun"],
            "Doun",
        ),
        ("nb", "Kavar sier at eksplosjonen kom av en rakett fra Doun, som nekter for det.", "eksplosjonen", "Kavar", ["Doun"], "Doun"),
        (
            "de",
            "Kavar wirft ihr vor, Orik beschossen zu haben, was die Gruppe auf Telegram zurückwies.",
            "beschossen",
            "Kavar",
            [],
            "die Gruppe",
        ),
        ("ru", "Кавар винит в обстреле школы Доун; в группировке причастность отрицают.", "обстреле", "Кавар", ["Доун"], "группировке"),
        ("ar", "اتهمت كافار القوات بقصف السوق في أورفين، وهو ما نفته الجماعة في بيان.", "بقصف", "كافار", ["أورفين"], "الجماعة"),
    ],
)
def test_who_denies_is_named_before_the_relative_word_or_begins_the_clause(
    code: str, text: str, trigger: str, accuser: str, names: list[str], denier: str
) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "shelling", "accuses", source=accuser)
    out = with_denials(text, t.sentences, [frame], t.names(accuser, *names), t.pack)
    assert [(f.stance, t.said(f, "source")) for f in out] == [("accuses", [accuser]), ("denies", [denier])]


def test_a_denial_read_within_its_own_words_is_of_the_one_who_denies() -> None:
    t = Text("es", "Kavar atribuyó la explosión a un cohete de Doun, que negó cualquier implicación.")
    frame = t.frame("cualquier implicación", "shelling", "denies", source="Kavar", cue="negó")
    (out,) = with_denials(t.text, t.sentences, [frame], t.names("Kavar", "Doun"), t.pack)
    assert (out.stance, t.said(out, "source")) == ("denies", ["Doun"])


@pytest.mark.parametrize(
    ("code", "text", "trigger", "stance", "source"),
    [
        ("nn", "Kavar seier at meldingane om at generalen er drepen, er falske.", "drepen", "relays", "Kavar"),
        ("uk", "У Каварі назвали неправдивими повідомлення про загибель генерала.", "загибель", "relays", "Каварі"),
        ("ru", "В Каваре опровергли, что истребитель был сбит, заявив, что все вернулись.", "сбит", "asserts", "Каваре"),
        ("ar", "رفضت كافار اتهامات المنظمة الحقوقية بالتعذيب.", "بالتعذيب", "accuses", "كافار"),
    ],
)
def test_hearsay_that_is_called_false_and_what_a_denier_tells_right_behind_are_denied(
    code: str, text: str, trigger: str, stance: str, source: str
) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "torture" if stance == "accuses" else "killed", stance, source=source)
    (out,) = with_denials(t.text, t.sentences, [frame], t.names(source), t.pack)
    assert (out.stance, t.said(out, "source")) == ("denies", [source])


def test_reports_that_a_parted_verb_rejects_are_denied_by_its_subject() -> None:
    t = Text("de", "Der Generalstab wies Berichte zurück, wonach Marowka gefallen sei.")
    (out,) = with_denials(t.text, t.sentences, [t.frame("gefallen", "capture", "relays")], t.names("Generalstab"), t.pack)
    assert (out.stance, t.said(out, "source")) == ("denies", ["Der Generalstab"])


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Kavar denied the claims, and the monitor said reports spoke of 12 killed."),
        ("es", "Kavar negó los hechos; según informes no confirmados hay 12 killed."),
    ],
)
def test_hearsay_told_by_another_is_not_denied(code: str, text: str) -> None:
    t = Text(code, text)
    (out,) = with_denials(t.text, t.sentences, [t.frame("killed", "killed", "relays")], t.names("Kavar"), t.pack)
    assert out.stance == "relays"


@pytest.mark.parametrize(
    ("code", "text", "trigger"),
    [
        ("de", "Wir haben das Krankenhaus nicht angegriffen.", "nicht angegriffen"),
        ("ru", "Мы не наносили ударов по больнице.", "наносили ударов"),
    ],
)
def test_a_deed_of_force_behind_not_is_denied(code: str, text: str, trigger: str) -> None:
    t = Text(code, text)
    (out,) = with_denials(t.text, t.sentences, [t.frame(trigger, "attack")], [], t.pack)
    assert out.stance == "denies"


def test_a_denial_in_the_next_sentence_is_of_the_deed_and_stands_where_it_is_made() -> None:
    t = Text("en", "The RSF accused Doun of bombing a market in Orik, killing 30 people. Doun has denied the accusation.")
    told = {"source": "The RSF", "cue": "accused"}
    frames = [
        t.frame("bombing", "airstrike", "accuses", **told),
        t.frame("killing", "killed", "accuses", count="30", **told),
        t.frame("the accusation", "accusation", "denies", source="Doun", cue="denied"),
    ]
    last = t.text.rindex("Doun")
    names = [Mention("organisation", Span(last, last + 4), 0.9)]
    out = with_denials(t.text, t.sentences, frames, names, t.pack)
    assert [(f.event, f.stance) for f in out] == [("airstrike", "accuses"), ("killed", "accuses"), ("airstrike", "denies")]
    assert out[-1].trigger.of(t.text) == "denied the accusation"


def test_who_denies_stands_behind_by() -> None:
    t = Text("pt", "Doun responsabiliza Kavar pelo ataque, o que é negado pelo governo.")
    frame = t.frame("ataque", "attack", "accuses", source="Doun", cue="responsabiliza")
    out = with_denials(t.text, t.sentences, [frame], t.names("Doun", "governo"), t.pack)
    assert [(f.stance, t.said(f, "source")) for f in out] == [("accuses", ["Doun"]), ("denies", ["governo"])]


def test_a_rejection_that_only_denies_what_was_told_is_that_denial() -> None:
    t = Text("nn", "Kavar skuldar dei for å ha skote på Orik, noko gruppa nektar for.")
    frames = [t.frame("skote", "shelling", "accuses", source="Kavar"), t.frame("nektar for", "rejection", "denies", source="gruppa")]
    out = with_denials(t.text, t.sentences, frames, t.names("Kavar"), t.pack)
    assert [(f.event, f.stance, t.said(f, "source")) for f in out] == [
        ("shelling", "accuses", ["Kavar"]),
        ("shelling", "denies", ["gruppa"]),
    ]


def test_a_denial_of_something_else_is_no_denial_of_what_stands_before() -> None:
    t = Text("en", "Kavar accused Doun of shelling Orik, and Doun denied killing two farmers in Tavo.")
    frames = [t.frame("shelling", "shelling", "accuses", source="Kavar"), t.frame("killing", "killed", "denies", source="Doun denied")]
    assert len(with_denials(t.text, t.sentences, frames, t.names("Kavar"), t.pack)) == 2


def test_what_a_word_of_denying_tells_is_denied_by_whom_it_stands_beside() -> None:
    t = Text("en", "The Front also rejects the army's reports of dozens of dead fighters.")
    frame = t.frame("dead", "killed", source="army", cue="rejects")
    (out,) = with_denials(t.text, t.sentences, [frame], t.names("Front", "army"), t.pack)
    assert (out.stance, t.said(out, "source")) == ("denies", ["Front"])


def test_one_source_does_not_say_and_deny_one_thing() -> None:
    t = Text("en", "Officials said poison gas had been used.")
    sure = t.frame("poison gas", "chemical_attack", prob=0.9, source="Officials")
    unsure = t.frame("poison gas had been used", "chemical_attack", "denies", prob=0.6, source="Officials")
    other = t.frame("poison gas", "chemical_attack", "denies", prob=0.6)
    assert without_contradictions([sure, unsure, other]) == (sure, other)


@pytest.mark.parametrize(
    ("code", "text", "trigger", "kept"),
    [
        ("en", "If the army shelled Orik it broke the truce.", "shelled", False),
        ("ru", "Если армия обстреляла Орик, это преступление.", "обстреляла", False),
        ("en", "If confirmed, the army shelled Orik twice.", "shelled", True),
    ],
)
def test_what_is_supposed_is_no_claim(code: str, text: str, trigger: str, kept: bool) -> None:
    t = Text(code, text)
    assert bool(without_suppositions(text, t.sentences, [t.frame(trigger, "shelling")], t.pack)) == kept


def test_the_day_of_saying_gives_way() -> None:
    t = Text("en", "Doun said on Sunday that 12 villagers were killed in Arda on Friday.")
    frame = t.frame("killed", "killed", cue="said", time="on Sunday")
    (out,) = with_event_times(t.text, t.sentences, [frame], [t.at("on Sunday"), t.at("on Friday")], t.pack)
    assert t.said(out, "time") == ["on Friday"]
    (alone,) = with_event_times(t.text, t.sentences, [frame], [t.at("on Sunday")], t.pack)
    assert t.said(alone, "time") == ["on Sunday"]


@pytest.mark.parametrize(
    ("code", "text", "time", "day", "told"),
    [
        ("en", "The toll since the start of the prison break on Monday is 12 killed.", "since the start", "on Monday", True),
        ("en", "The toll since the start of the siege, on Monday it was 12 killed.", "since the start", "on Monday", False),
        ("en", "The toll of the prison break on Monday is 12 killed.", "of the prison break", "on Monday", False),
        ("de", "Seit Beginn des Aufstands im Lager am Montag wurden zwölf killed.", "Seit Beginn", "am Montag", True),
        ("ar", "منذ بدء الهجوم على السجن مساء الخميس killed 12", "منذ بدء الهجوم", "مساء الخميس", True),
    ],
)
def test_since_something_is_since_its_day(code: str, text: str, time: str, day: str, told: bool) -> None:
    t = Text(code, text)
    (out,) = with_event_times(text, t.sentences, [t.frame("killed", "killed", time=time)], [t.at(day)], t.pack)
    assert t.said(out, "time") == [text[text.index(time) : text.index(day) + len(day)] if told else time]


@pytest.mark.parametrize(
    ("code", "text", "subject", "names", "target"),
    [
        ("en", "30 Turkish soldiers were killed", "soldiers", (), ["Turkish soldiers"]),
        ("en", "17 PKK militants were killed", "militants", ("PKK",), ["PKK"]),
        ("es", "Seis guerrilleros del ELN fueron killed", "guerrilleros", ("ELN",), ["ELN"]),
        ("ru", "40 украинских военных killed", "военных", (), ["украинских военных"]),
        ("en", "three rebels were killed", "rebels", (), ["rebels"]),
        ("en", "30 soldiers were killed", "soldiers", (), []),
        ("en", "12 Turkish villagers were killed", "villagers", (), []),
    ],
)
def test_whose_the_victims_were(code: str, text: str, subject: str, names: tuple[str, ...], target: list[str]) -> None:
    t = Text(code, text)
    (out,) = with_targets(text, t.sentences, [t.frame("killed", "killed", subject=subject)], t.names(*names), t.pack)
    assert t.said(out, "target") == target


def test_a_house_is_no_party_and_soldiers_killed_did_not_kill() -> None:
    t = Text("en", "A shell hit the hospital and two Doun soldiers were killed.")
    hit = t.frame("hit", "shelling", target="hospital")
    killed = t.frame("killed", "killed", subject="soldiers", actor="soldiers")
    first, second = with_targets(t.text, t.sentences, [hit, killed], t.names("Doun"), t.pack)
    assert not first.spans("target")
    assert not second.spans("actor")
    assert t.said(second, "target") == ["Doun"]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "count", "subject", "target"),
    [
        ("tr", "Çatışmada 6 Rus askerinin öldüğü bildirildi.", "öldüğü", "6", "Rus askerinin", ["Rus askerinin"]),
        ("tr", "Çatışmada 2 Arda polisinin öldüğü bildirildi.", "öldüğü", "2", "Arda polisinin", ["Arda polisinin"]),
        ("en", "The patrol said three Tavo fighters were killed.", "killed", "three", "Tavo fighters", ["Tavo fighters"]),
        ("en", "Three fighters were killed.", "killed", "Three", "Three fighters", ["fighters"]),
        ("en", "The patrol said three police officers were killed.", "killed", "three", "police officers", []),
    ],
)
def test_the_name_of_a_people_says_whose_the_victims_were(code, text, trigger, count, subject, target) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "killed", count=count, subject=subject)
    (out,) = with_targets(t.text, t.sentences, [frame], [], t.pack)
    assert t.said(out, "target") == target


def test_an_ending_behind_a_name_is_part_of_it() -> None:
    t = Text("tr", "Tavo'da üç kişi öldü.")
    frame = Frame(t.at("öldü"), "killed", "asserts", 0.9, None, (Argument("place", t.at("Tavo"), 0.9), Argument("place", t.at("da"), 0.8)))
    (out,) = tidy_frames(t.text, t.sentences, [frame])
    assert t.said(out, "place") == ["Tavo'da"]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "event", "count", "subject", "counts"),
    [
        ("en", "Tavo lost five tanks, 12 trucks and three guns in Arda.", "lost", "damage", "five", "tanks", ["five", "12", "three"]),
        ("en", "Tavo lost five tanks, 12 trucks and three guards in Arda.", "lost", "damage", "five", "tanks", ["five"]),
        ("en", "It killed six guards and burned three trucks.", "killed", "killed", "six", "guards", ["six"]),
        ("en", "It killed six guards, nine nurses and two boys.", "killed", "killed", "nine", "nurses", ["nine", "six", "two"]),
        ("ar", "دمرت القوات 5 دبابات و12 عربة و3 مدافع", "دمرت", "damage", "5", "دبابات", ["5", "12", "3"]),
        ("ar", "دمرت القوات 5 دبابات وقتلت 12 جنديا", "دمرت", "damage", "5", "دبابات", ["5"]),
        # words of what kind behind a noun or before it, weapons among things, "as well as"
        (
            "es",
            "Vesta perdió 5 carros, 12 vehículos de transporte de tropas, 4 sistemas antiaéreos, 9 drones y 2 buques.",
            "perdió",
            "damage",
            "5",
            "carros",
            ["5", "12", "4", "9", "2"],
        ),
        ("es", "Vesta perdió 5 carros, cayeron 12 vehículos y ardieron 2 buques.", "perdió", "damage", "5", "carros", ["5"]),
        (
            "tr",
            "6 denizcinin, 2 yerel polisin ve 3 balıkçının öldürüldüğü belirtildi.",
            "öldürüldüğü",
            "killed",
            "3",
            "balıkçının",
            ["3", "6", "2"],
        ),
        ("pt", "Arderam seis casas, duas escolas, além de três lojas.", "Arderam", "damage", "seis", "casas", ["seis", "duas", "três"]),
    ],
)
def test_everything_counted_in_one_list_met_the_same(code, text, trigger, event, count, subject, counts) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, event, count=count, subject=subject)
    found = [at for at, _ in find_counts(text, t.pack)]
    assert [t.said(f, "count")[0] for f in with_each_count(t.text, t.sentences, [frame], found, t.pack)] == counts


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Murieron tres soldados y una niña en Arda.", [("tres", []), ("una", [])]),
        ("Murieron tres personas, incluida una niña, en Arda.", [("tres", ["una"])]),
    ],
)
def test_who_is_joined_by_and_is_no_part_of_the_count_before(text: str, figures: list[tuple[str, list[str]]]) -> None:
    t = Text("es", text)
    subject = "soldados" if "soldados" in text else "personas"
    frame = t.frame("Murieron", "killed", count="tres", subject=subject, included_count="una", included_subject="niña")
    found = [at for at, _ in find_counts(text, t.pack)]
    out = with_each_count(t.text, t.sentences, [frame], found, t.pack)
    assert [(t.said(f, "count")[0], t.said(f, "included_count")) for f in out] == figures


def test_lines_of_a_text_broken_at_a_fixed_width_join() -> None:
    text = (
        "Floods in Orm\n\n"
        "Two fishers of the harbour of Orm died when shells fell on the\n"
        "quay in the early hours of Monday. The board of the harbour of\n"
        "Tavo said on Tuesday that it had no news of the boats which left\n"
        "the bay before dawn. Another shell fell on the market, where it\n"
        "hurt nobody.\n"
    )
    t = Text("en", text)
    assert [s.of(text).split()[0] for s in t.sentences] == ["Floods", "Two", "The", "Another"]
    assert "harbour of\nTavo" in t.sentences[2].of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell on the old harbour of Orm on Monday\nthe board of the harbour said that nobody was hurt",
        "orm: two houses burned\ntavo: a bridge was hit\nvirna: a school was hit\norle: a boat sank",
        "Shells fell on the old harbour of Orm on Monday.\nNobody was hurt.\nThe board of the harbour said so on Tuesday.",
    ],
)
def test_lines_of_other_texts_do_not(text: str) -> None:
    assert all("\n" not in s.of(text) for s in Text("en", text).sentences)


@pytest.mark.parametrize(
    ("code", "text", "events"),
    [
        ("es", "Hubo doce bajas en combate.", ["killed"]),
        ("pt", "Houve doze mortos em combate.", ["killed"]),
        ("es", "Hubo doce muertos y un combate.", ["killed", "clash"]),
    ],
)
def test_the_dead_of_a_battle_are_no_battle(code: str, text: str, events: list[str]) -> None:
    assert [entries[0].parts[0] for _, entries in load_language(code).events.find(text)] == events
