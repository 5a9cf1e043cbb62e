import pytest

from warledger.annotate.sentences import split_sentences
from warledger.claims import build_claims
from warledger.claims.wording import Wording
from warledger.model import Annotation, Argument, Claim, Frame, Mention, OffsetMap, Report, Span
from warledger.packs import load_language


def at(text: str, words: str, n: int = 1) -> Span:
    start = -1
    for _ in range(n):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def claims(
    text: str,
    frames: list[tuple[str, str, dict[str, list[str] | str]]],
    mentions: list[tuple[str, str]] = (),  # type: ignore[assignment]
    code: str = "en",
) -> tuple[Claim, ...]:
    report = Report("rp", "pg", "r.txt", text, text, OffsetMap.identity(len(text)), language=code)
    made = []
    for trigger, event, roles in frames:
        arguments = []
        for role, words in roles.items():
            for w in [words] if isinstance(words, str) else words:
                name, _, n = w.partition("#")
                arguments.append(Argument(role, at(text, name, int(n or 1))))
        made.append(Frame(at(text, trigger), event, "asserts", 0.9, None, tuple(arguments)))
    named = tuple(Mention(kind, at(text, words)) for words, kind in mentions)
    annotation = Annotation("rp", "test", split_sentences(text, code), tuple(made), named)
    return build_claims(report, annotation, load_language(code))


def test_evidence_is_the_words_of_the_span_and_ids_do_not_depend_on_frame_order() -> None:
    text = "At least 23 people were killed in Omdurman on Tuesday and 40 wounded, the doctors' union said."
    frames = [
        ("killed", "killed", {"count": "At least 23", "subject": "people", "place": "Omdurman", "source": "doctors' union", "cue": "said"}),
        ("wounded", "injured", {"count": "40", "place": "Omdurman", "source": "doctors' union", "cue": "said"}),
    ]
    found = claims(text, frames)  # type: ignore[arg-type]
    assert [(c.event, c.count.low, c.count.high) for c in found if c.count] == [("killed", 23, None), ("injured", 40, 40)]
    assert all(c.evidence == c.span.of(text) for c in found)
    assert found[0].source is not None
    assert found[0].source.text == "doctors' union"
    assert {c.id for c in claims(text, frames[::-1])} == {c.id for c in found}  # type: ignore[arg-type]


def test_an_acronym_and_a_short_form_stand_for_the_full_name() -> None:
    text = "The Free Rivers Watch (FRW) said shells hit Tavo. FRW said three people died. The watch is based abroad."
    found = claims(text, [
        ("hit", "shelling", {"source": "Free Rivers Watch", "cue": "said", "place": "Tavo"}),
        ("died", "killed", {"source": "FRW#2", "cue": "said#2", "count": "three", "subject": "people"}),
    ])  # fmt: skip
    assert [c.source.text for c in found if c.source] == ["Free Rivers Watch", "Free Rivers Watch"]


@pytest.mark.parametrize(
    ("code", "text", "source", "speaker", "whose"),
    [
        (
            "nb",
            "Tidligere statsminister i Norland, Per Dal, sier at 12 er drept.",
            "Tidligere statsminister i Norland",
            "Per Dal",
            "Per Dal",
        ),
        (
            "nb",
            "Statsministeren i Norland, Per Dal, sier at 12 er drept.",
            "Statsministeren i Norland",
            "Per Dal",
            "Statsministeren i Norland",
        ),
        ("sv", "Bloggaren Eva Ek skriver att 12 har dödats.", "Bloggaren", "Eva Ek", "Bloggaren"),
        ("da", "Journalisten, blogger Ole Bæk, skriver, at 12 er dræbt.", "blogger", "Ole Bæk", "Ole Bæk"),
        ("en", "A former minister, Ann Lee, said 12 were killed.", "former minister", "Ann Lee", "Ann Lee"),
        ("en", "Former Rivers, a charity, through Ann Lee, said 12 were killed.", "Former Rivers", "Ann Lee", "Former Rivers"),
    ],
)
def test_one_who_held_an_office_once_or_has_but_a_calling_speaks_for_no_body(
    code: str, text: str, source: str, speaker: str, whose: str
) -> None:
    (claim,) = claims(text, [("12", "killed", {"source": source, "speaker": speaker, "count": "12"})], code=code)
    assert claim.source is not None
    assert claim.source.text == whose


@pytest.mark.parametrize(
    ("joint", "whose"),
    [(" of ", "Relief Now"), (", ", "Ann Lee"), (" and ", "Ann Lee")],
)
def test_a_person_named_with_a_body_speaks_for_it_from_then_on(joint: str, whose: str) -> None:
    text = f"Six died, said Ann Lee{joint}Relief Now. Then shells fell, said Lee."
    found = claims(
        text,
        [("died", "killed", {"source": "Relief Now", "cue": "said"}), ("fell", "shelling", {"source": "Lee#2", "cue": "said#2"})],
        [("Ann Lee", "person"), ("Relief Now", "organisation")],
    )
    assert [c.source.text for c in found if c.source][1] == whose


@pytest.mark.parametrize(
    ("code", "full", "short", "same"),
    [
        ("da", "norske forsvarsministerium", "Ministeriet", True),
        ("nb", "Norlands helsedepartement", "Departementet", True),
        ("nb", "Norlands helseråd", "Departementet", False),
    ],
)
def test_a_short_form_stands_for_a_name_that_ends_with_it(code: str, full: str, short: str, same: bool) -> None:
    said = "sagde" if code == "da" else "sa"
    text = f"Det {full} {said} at seks døde. {short} {said} at tre er såret."
    found = claims(
        text, [("døde", "killed", {"source": full, "cue": said}), ("såret", "injured", {"source": short, "cue": f"{said}#2"})], code=code
    )
    assert [c.source.text for c in found if c.source] == [full, full if same else short]


@pytest.mark.parametrize(
    ("actor", "event"),
    [
        ("Norland's warplanes", "airstrike"),
        ("Two drones", "drone_strike"),
        ("Tanks and helicopters", "attack"),
        ("Norland's soldiers", "attack"),
    ],
)
def test_an_attack_by_aircraft_alone_is_from_the_air(actor: str, event: str) -> None:
    (claim,) = claims(f"{actor} attacked the camp at Tavo.", [("attacked", "attack", {"actor": actor, "place": "Tavo"})])
    assert claim.event == event


def test_the_same_side_is_no_place() -> None:
    text = "Fra samme side blev der meldt om seks dræbte, og i Norby om tre."
    found = claims(text, [("dræbte", "killed", {"count": "seks", "place": ["samme side", "Norby"]})], code="da")
    assert [p.text for p in found[0].places] == ["Norby"]


def test_a_pronoun_and_a_role_noun_go_back_to_the_source_before() -> None:
    text = "The Defence Ministry of Norland said a depot burned. It said 12 soldiers were hurt. The ministry denied losses elsewhere."
    found = claims(text, [
        ("burned", "damage", {"source": "Defence Ministry of Norland", "cue": "said"}),
        ("hurt", "injured", {"source": "It", "cue": "said#2", "count": "12", "subject": "soldiers"}),
        ("losses", "killed", {"source": "The ministry", "cue": "denied"}),
    ])  # fmt: skip
    assert {c.source.text for c in found if c.source} == {"Defence Ministry of Norland"}


def test_a_person_who_speaks_for_a_body_gives_the_body() -> None:
    text = 'Rune Dahl, head of the Fjord Monitor, said six died. "Two more are missing," Dahl added.'
    found = claims(text, [
        ("died", "killed", {"source": "Fjord Monitor", "speaker": "Rune Dahl", "cue": "said", "count": "six"}),
        ("missing", "missing", {"source": "Dahl#2", "cue": "added", "count": "Two more"}),
    ], [("Rune Dahl", "person")])  # fmt: skip
    assert [c.source.text for c in found if c.source] == ["Fjord Monitor", "Fjord Monitor"]
    assert found[1].speaker is not None


def test_several_counts_of_one_trigger_are_several_claims_with_their_own_subjects() -> None:
    text = "The strike killed 4 civilians and 11 soldiers in Mirna."
    found = claims(text, [("killed", "killed", {"count": ["4", "11"], "subject": ["civilians", "soldiers"], "place": "Mirna"})])
    assert [(c.count.low, c.subject.group) for c in found if c.count and c.subject] == [(4, "civilians"), (11, "soldiers")]


def test_towns_that_fell_are_one_claim_each_and_one_count_over_towns_is_one_claim() -> None:
    text = "Rebels took Arna and Beltz. Shells killed nine people in Arna and Beltz."
    found = claims(text, [
        ("took", "capture", {"actor": "Rebels", "place": ["Arna", "Beltz"]}),
        ("killed", "killed", {"count": "nine", "subject": "people", "place": ["Arna#2", "Beltz#2"]}),
    ])  # fmt: skip
    assert [[p.text for p in c.places] for c in found] == [["Arna"], ["Beltz"], ["Arna", "Beltz"]]


def test_a_lone_singular_counts_as_one_and_parts_are_included() -> None:
    text = "A child was killed in Tavo. In Arna 19 people died, three of them women."
    found = claims(text, [
        ("killed", "killed", {"subject": "child", "place": "Tavo"}),
        ("died", "killed", {"subject": "people", "count": "19", "included_count": "three", "included_subject": "women", "place": "Arna"}),
    ])  # fmt: skip
    assert found[0].count is not None
    assert (found[0].count.low, found[0].count.high) == (1, 1)
    (part,) = found[1].included
    assert (part.subject.group, part.count.low) == ("women", 3)


def test_one_strike_is_no_figure_and_one_car_hit_is() -> None:
    text = "An aircraft struck Tavo. A drone hit a car in Tavo."
    found = claims(text, [
        ("struck", "airstrike", {"count": "An", "subject": "aircraft"}),
        ("hit", "drone_strike", {"count": "a#5", "subject": "car"}),
    ])  # fmt: skip
    assert [c.count and c.count.low for c in found] == [None, 1]


def test_drones_destroyed_are_intercepted() -> None:
    text = "Air defence destroyed 15 drones and two houses."
    found = claims(text, [("destroyed", "damage", {"count": ["15", "two"], "subject": ["drones", "houses"]})])
    assert sorted((c.event, c.count.low) for c in found if c.count) == [("damage", 2), ("interception", 15)]


@pytest.mark.parametrize(
    ("text", "noun", "count"),
    [
        ("A strike destroyed a hospital in Tavo.", "hospital", 1),
        ("A strike destroyed the hospital in Tavo.", "hospital", None),
        ("A strike destroyed half of the hospital in Tavo.", "hospital", None),
        ("A strike destroyed its hospital in Tavo.", "hospital", None),
        ("A strike destroyed a general in Tavo.", "general", None),
    ],
)
def test_a_thing_told_of_as_known_is_not_counted(text: str, noun: str, count: int | None) -> None:
    (found,) = claims(text, [("destroyed", "damage", {"subject": noun})])
    assert (found.count.low if found.count else None) == count


@pytest.mark.parametrize(
    ("text", "counts", "found"),
    [
        ("Strikes hit a bridge, the university and a depot.", ["a", "the university", "a#3"], [None]),
        ("Strikes hit a bridge and a depot.", ["a", "a#3"], [1, 1]),
        ("Strikes hit 12 houses and the university.", ["12", "the university"], [12, None]),
        ("Strikes hit the university.", ["the university"], [None]),
    ],
)
def test_one_thing_that_all_know_in_a_list_is_not_counted(text: str, counts: list[str], found: list[int | None]) -> None:
    made = claims(text, [("hit", "damage", {"count": words}) for words in counts])
    assert [c.count.low if c.count else None for c in made] == found


@pytest.mark.parametrize(
    ("text", "noun", "count"), [("They bombed 12 soldiers.", "soldiers", None), ("They bombed 12 depots.", "depots", 12)]
)
def test_force_counts_what_it_hit_and_no_people(text: str, noun: str, count: int | None) -> None:
    (found,) = claims(text, [("bombed", "airstrike", {"count": "12", "subject": noun})])
    assert (found.count.low if found.count else None) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Rebels attacked Tavo in three areas.", None),
        ("Ten died in three areas as rebels attacked.", 3),
        ("Rebels attacked three areas.", 3),
    ],
)
def test_force_does_not_count_what_it_was_used_in(text: str, count: int | None) -> None:
    (found,) = claims(text, [("attacked", "attack", {"count": "three"})])
    assert (found.count.low if found.count else None) == count


def test_drones_in_a_list_of_losses_are_damage_like_the_tanks() -> None:
    text = "The army lost nine drones and 40 tanks."
    frames = [("lost", "damage", {"count": "nine", "subject": "drones"}), ("lost", "damage", {"count": "40", "subject": "tanks"})]
    assert [c.event for c in claims(text, frames)] == ["damage", "damage"]
    assert [c.event for c in claims(text, frames[:1])] == ["interception"]


def test_what_stands_on_the_ground_is_not_shot_down() -> None:
    text = "The army lost nine drones and 40 tanks."
    roles = {"count": ["nine", "40"], "subject": ["drones", "tanks"]}
    assert [c.event for c in claims(text, [("lost", "interception", roles)])] == ["interception", "damage"]  # type: ignore[list-item]


def test_the_spokesman_is_the_body_named_last() -> None:
    text = "The National Police said a bridge burned. Six guerrillas died, the spokesman said."
    found = claims(text, [
        ("burned", "damage", {"source": "National Police", "cue": "said"}),
        ("died", "killed", {"source": "the spokesman", "cue": "said#2", "count": "Six", "subject": "guerrillas"}),
    ])  # fmt: skip
    assert {c.source.text for c in found if c.source} == {"National Police"}


@pytest.mark.parametrize(
    ("code", "words", "base"),
    [
        ("ru", "официальных лиц", "официальные лица"),
        ("ru", "жители", "жители"),
        ("ru", "жителей Арды", "жителей Арды"),
        ("uk", "місцевих мешканців", "місцеві мешканці"),
        ("en", "residents", "residents"),
    ],
)
def test_kinds_of_people_are_given_in_their_base_form(code: str, words: str, base: str) -> None:
    assert Wording(load_language(code)).lemma(words) == base


def test_an_age_counts_nobody() -> None:
    text = "Rebels kidnapped a 70-year-old engineer in Tavo."
    (found,) = claims(text, [("kidnapped", "abduction", {"count": "70", "subject": "engineer"})])
    assert found.count is None or found.count.low == 1


@pytest.mark.parametrize(
    ("code", "sentence", "deed", "words", "body", "name"),
    [
        ("ar", "قالت {} إن خمسة قتلوا.", "قتلوا", "مصادر طبية لنورث برس", "نورث برس", "مصادر طبية"),
        ("ar", "قالت {} إن خمسة قتلوا.", "قتلوا", "المتحدث العسكري لوزارة الدفاع", "وزارة الدفاع", "وزارة الدفاع"),
        ("nb", "Fem ble drept, opplyser {}.", "drept", "en kilde til Orm Nyhetsbyrå", "Orm Nyhetsbyrå", "kilde"),
        ("nb", "Fem ble drept, opplyser {}.", "drept", "en talsmann for Orm Havnevakt", "Orm Havnevakt", "Orm Havnevakt"),
    ],
)
def test_who_was_told_is_not_who_told(code: str, sentence: str, deed: str, words: str, body: str, name: str) -> None:
    text = sentence.format(words)
    report = Report("rp", "pg", "r.txt", text, text, OffsetMap.identity(len(text)), language=code)
    frame = Frame(at(text, deed), "killed", "asserts", 0.9, None, (Argument("source", at(text, words), 0.9),))
    annotation = Annotation("rp", "test", split_sentences(text, code), (frame,), (Mention("organisation", at(text, body)),))
    (found,) = build_claims(report, annotation, load_language(code))
    assert found.source is not None
    assert found.source.text == name


def test_one_who_speaks_and_taken_prisoner_are_no_counts() -> None:
    text = "Families are moving, said a Tavo resident. A man was taken prisoner."
    found = claims(text, [
        ("moving", "displacement", {"count": "a#4", "source": "Tavo resident", "cue": "said"}),
        ("taken", "detention", {"subject": "prisoner"}),
    ])  # fmt: skip
    assert [c.count for c in found] == [None, None]


def test_what_a_source_calls_its_own_is_the_source() -> None:
    text = "NATO said that its aircraft had struck a bridge. The Doun army said two of its soldiers were killed."
    struck, killed = claims(
        text,
        [
            ("struck", "airstrike", {"source": "NATO", "cue": "said", "actor": "its aircraft"}),
            ("killed", "killed", {"source": "Doun army", "cue": "said#2", "count": "two", "subject": "soldiers"}),
        ],
    )
    assert struck.actor and struck.actor.text == "NATO"
    assert killed.target and killed.target.text == "Doun army"


def test_the_lone_ones_of_a_list_are_claims_of_their_own() -> None:
    text = "A civilian and one member of the Tiger brigade were injured."
    found = claims(text, [("injured", "injured", {"subject": ["civilian", "member"], "count": "one"})])
    assert sorted((c.subject.text, c.count.low) for c in found if c.subject and c.count) == [("civilian", 1), ("member", 1)]


def test_a_deed_without_a_place_is_where_the_one_before_it_was() -> None:
    text = "Shells hit Arda. Nine people were killed. A truce was agreed. A raid killed two in Tavo."
    found = claims(
        text,
        [
            ("hit", "shelling", {"place": "Arda"}),
            ("killed", "killed", {"count": "Nine", "subject": "people"}),
            ("agreed", "agreement", {}),
            ("raid", "attack", {"place": "Tavo"}),
        ],
    )
    assert [[p.text for p in c.places] for c in found] == [["Arda"], ["Arda"], [], ["Tavo"]]
    assert found[1].places[0].span == at(text, "Arda")


@pytest.mark.parametrize(
    ("text", "place", "full"),
    [
        ("Rebels shelled Tavo base. Six were killed in the base.", "base#2", "Tavo base"),
        ("Rebels shelled Tavo base. Six were killed in a base.", "base#2", "base"),
        ("Rebels shelled Tavo base. Six were killed in the hospital.", "hospital", "hospital"),
        ("Rebels shelled Tavo base. Six were killed in Arda base.", "Arda base", "Arda base"),
    ],
)
def test_the_building_told_of_before_is_named_in_full(text: str, place: str, full: str) -> None:
    found = claims(text, [("shelled", "shelling", {"place": "Tavo base"}), ("killed", "killed", {"count": "Six", "place": place})])
    assert [p.text for p in found[1].places] == [full]


@pytest.mark.parametrize(
    ("text", "name", "source", "via"),
    [
        ("Six soldiers died in Tavo, Reuters reported.", "Reuters", None, ["Reuters"]),
        ("Six soldiers died in Tavo, the agency AFP reported.", "the agency AFP", None, ["agency AFP"]),
        ("Six soldiers died in Tavo, a photographer of AFP reported.", "AFP", "AFP", []),
        ("Six soldiers died in Tavo, SANA reported.", "SANA", "SANA", []),
    ],
)
def test_an_agency_that_names_nobody_passes_on(text: str, name: str, source: str | None, via: list[str]) -> None:
    (found,) = claims(text, [("died", "killed", {"source": name, "cue": "reported", "count": "Six", "subject": "soldiers"})])  # type: ignore[arg-type]
    assert (found.source and found.source.text) == source
    assert [v.text for v in found.via] == via


@pytest.mark.parametrize(
    ("code", "words", "body", "name"),
    [
        ("uk", "голова Вирнської обласної ради", "", "Вирнська обласна рада"),
        ("ru", "заместитель председателя совета Вирны", "", "совет Вирны"),
        ("ru", "представитель повстанцев", "", "повстанцы"),
        ("uk", "голова Вирнської області", "", "голова Вирнської області"),
        ("uk", "начальник гарнізону", "", "начальник гарнізону"),
        ("uk", "бойовики на", "", "бойовики"),
        ("es", "ministro de Asuntos Exteriores", "", "ministro de Asuntos Exteriores"),
    ],
)
def test_the_body_that_somebody_speaks_for(code: str, words: str, body: str, name: str) -> None:
    text = f"{words} — сказали: 12 загинули."
    report = Report("rp", "pg", "r.txt", text, text, OffsetMap.identity(len(text)), language=code)
    frame = Frame(at(text, "загинули"), "killed", "asserts", 0.9, None, (Argument("source", at(text, words), 0.9),))
    named = (Mention("organisation", at(text, body)),) if body else ()
    annotation = Annotation("rp", "test", split_sentences(text, code), (frame,), named)
    (found,) = build_claims(report, annotation, load_language(code))
    assert found.source is not None
    assert found.source.text == name


def test_a_title_alone_is_nobody() -> None:
    text = "Tavo has fallen, Maj. Gen. Rune Dahl said."
    found = claims(text, [("fallen", "capture", {"source": "Maj. Gen.", "speaker": "Rune Dahl", "cue": "said"})])
    assert [c.source.text for c in found if c.source] == ["Rune Dahl"]


@pytest.mark.parametrize(
    ("text", "trigger", "event", "roles", "counts"),
    [
        ("Shells killed 12 people in two villages.", "killed", "killed", {"count": ["12", "two"], "subject": "people"}, [12]),
        ("Rebels fired 99 shellings at 35 towns.", "shellings", "shelling", {"count": ["99", "35"], "subject": "shellings"}, [99]),
        ("Shells hit 35 towns.", "hit", "shelling", {"count": "35", "subject": "towns"}, [35]),
        ("Shells killed 12 farmers in towns.", "killed", "killed", {"count": "12"}, [12]),
    ],
)
def test_the_count_of_places_is_not_that_of_people_or_deeds(
    text: str, trigger: str, event: str, roles: dict[str, list[str] | str], counts: list[int]
) -> None:
    found = claims(text, [(trigger, event, roles)])
    assert [c.count.low for c in found if c.count] == counts


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("Six dead in strike\nJets hit Tavo on Monday and killed at least six.", "Tavo", ["Tavo", "Tavo"]),
        ("Six dead in Arda strike\nJets hit Tavo on Monday and killed at least six.", "Tavo", ["Arda", "Tavo"]),
        ("Six dead in strike. Jets hit Tavo on Monday and killed at least six.", "Tavo", ["", "Tavo"]),
    ],
)
def test_a_headline_without_a_place_has_that_of_the_deed_below(text: str, place: str, told: list[str]) -> None:
    above = {"count": "Six", "place": "Arda"} if "Arda" in text else {"count": "Six"}
    found = claims(text, [("dead", "killed", above), ("killed", "killed", {"count": "at least six", "place": place})])  # type: ignore[list-item]
    assert [c.places[0].text if c.places else "" for c in found] == told


def test_the_office_of_a_speaker_is_no_body_named_before() -> None:
    text = "The Defence Ministry said a bridge burned. Six died, said Ann Lee, spokesman of the river guard. Two drowned, Lee said."
    found = claims(text, [
        ("burned", "damage", {"source": "Defence Ministry", "cue": "said"}),
        ("died", "killed", {"source": "spokesman", "speaker": "Ann Lee", "cue": "said#2", "count": "Six"}),
        ("drowned", "killed", {"source": "Lee#2", "cue": "said#3", "count": "Two"}),
    ])  # fmt: skip
    assert [c.source.text for c in found if c.source] == ["Defence Ministry", "Ann Lee", "Ann Lee"]


@pytest.mark.parametrize(("words", "own"), [("askerimiz", True), ("askerlerimiz", True), ("asker", False)])
def test_our_soldiers_are_those_of_the_source(words: str, own: bool) -> None:
    text = f"Tavo Birliği, 2 {words} öldüğünü açıkladı."
    report = Report("rp", "pg", "r.txt", text, text, OffsetMap.identity(len(text)), language="tr")
    roles = (("source", "Tavo Birliği"), ("cue", "açıkladı"), ("count", "2"), ("subject", words))
    frame = Frame(at(text, "öldüğünü"), "killed", "asserts", 0.9, None, tuple(Argument(r, at(text, w), 0.9) for r, w in roles))
    (found,) = build_claims(report, Annotation("rp", "test", split_sentences(text, "tr"), (frame,), ()), load_language("tr"))
    assert bool(found.target and found.target.text == "Tavo Birliği") == own
    assert found.subject is not None
    assert found.subject.group == "soldiers"


def test_how_many_places_deeds_were_done_in_is_no_claim_beside_their_count() -> None:
    text = "Rebels fired 99 shellings at 35 towns."
    frames = [
        ("shellings", "shelling", {"count": "99", "subject": "shellings"}),
        ("shellings", "shelling", {"count": "35", "subject": "shellings"}),
    ]
    assert [c.count.low for c in claims(text, frames) if c.count] == [99]  # type: ignore[arg-type]
    assert len(claims(text, frames)) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "text", "source", "speaker", "body"),
    [
        # the body before the name of who speaks for it, behind it, and a title with the last name alone
        ("ru", "Двое погибли, сообщил заместитель председателя совета провинции Иван Линь.", "заместитель председателя совета провинции",
         "Иван Линь", "совет провинции"),
        ("ru", "Двое погибли, сообщил губернатор Вирнской области Иван Линь.", "губернатор Вирнской области", "Иван Линь",
         "губернатор Вирнской области"),
        ("en", "Two died, said Ann Lee, a spokeswoman for the ministry, in Arda.", "Ann Lee", "Ann Lee", "ministry"),
        ("en", "Two died, said Ann Lee, who fled from the ministry, in Arda.", "Ann Lee", "Ann Lee", "Ann Lee"),
    ],
)  # fmt: skip
def test_the_body_told_beside_the_name_of_who_speaks(code: str, text: str, source: str, speaker: str, body: str) -> None:
    trigger = "погибли" if code == "ru" else "died"
    found = claims(text, [(trigger, "killed", {"source": source, "speaker": speaker})], [(speaker, "person")], code)
    assert [c.source.text for c in found if c.source] == [body]


@pytest.mark.parametrize(("again", "told"), [("пан Линь", "Портовий штаб"), ("пан Рина", "пан Рина")])
def test_a_title_with_the_last_name_is_the_person_named_before(again: str, told: str) -> None:
    text = f"Двоє загинули, сказав речник Портового штабу Іван Линь. Троє поранені, додав {again}."
    found = claims(
        text,
        [
            ("загинули", "killed", {"source": "Портового штабу", "speaker": "Іван Линь"}),
            ("поранені", "injured", {"source": again}),
        ],
        [("Іван Линь", "person"), ("Портового штабу", "organisation")],
        "uk",
    )
    assert [c.source.text for c in found if c.source and c.event == "injured"] == [told]


@pytest.mark.parametrize(("kind", "told"), [("activists", "activists"), ("the group", "Free Rivers Watch")])
def test_a_kind_of_people_stands_for_itself(kind: str, told: str) -> None:
    text = f"The Free Rivers Watch said shells hit Tavo. Three people died, {kind} said."
    frame = ("died", "killed", {"source": kind, "source_ref": "Free Rivers Watch", "count": "Three", "subject": "people"})
    assert [c.source.text for c in claims(text, [frame]) if c.source] == [told]  # type: ignore[list-item]


@pytest.mark.parametrize(("text", "counts", "kept"), [
    ("Over 100 shellings hit 30 villages near Arda.", ["Over 100", "30"], [101]),
    ("Shellings hit 30 villages near Arda.", ["30"], [30]),
])  # fmt: skip
def test_deeds_that_are_counted_do_not_count_where_they_were_done(text: str, counts: list[str], kept: list[int]) -> None:
    trigger = "shellings" if "shellings" in text else "Shellings"
    found = claims(text, [(trigger, "shelling", {"count": counts, "subject": "villages"})])
    assert [c.count.low for c in found if c.count] == kept


@pytest.mark.parametrize(
    ("code", "words", "name"),
    [
        # known names and common bodies in a case form; others as they are
        ("ru", "Талибана", "Талибан"),
        ("ru", "«Аль-Каиды»", "Аль-Каида"),
        ("ru", "полиции", "полиция"),
        ("uk", "Нацгвардії", "Нацгвардія"),
        ("ru", "Вирнана", "Вирнана"),
        # the deputy of an office speaks for himself, not for the office
        ("ru", "заместитель губернатора провинции", "заместитель губернатора провинции"),
    ],
)
def test_names_in_a_case_form_are_given_as_they_are_known(code: str, words: str, name: str) -> None:
    text = f"Двое погибли, по словам {words}."
    found = claims(text, [("погибли", "killed", {"source": words})], code=code)
    assert [c.source.text for c in found if c.source] == [name]


@pytest.mark.parametrize(("words", "count"), [("местный солдат", 1), ("местных солдат", None)])
def test_an_adjective_says_that_there_is_one(words: str, count: int | None) -> None:
    (found,) = claims(f"Погиб {words}.", [("Погиб", "killed", {"subject": words})], code="ru")
    assert (found.count.low if found.count else None) == count


@pytest.mark.parametrize(
    ("code", "text", "trigger", "event", "roles", "count"),
    [
        ("ru", "Атаки в семи населённых пунктах.", "Атаки", "attack", {"count": "семи"}, None),
        ("uk", "Українці відбили атаки на семи напрямках.", "атаки", "attack", {"count": "семи"}, None),
        ("ru", "Обстреляны семь деревень.", "Обстреляны", "shelling", {"count": "семь"}, 7),
        ("en", "The column advanced five kilometres.", "advanced", "advance", {"count": "five"}, None),
        ("en", "The army took 1,200 square kilometres.", "took", "capture", {"count": "1,200"}, 1200),
        ("ar", "عثر على جثث 400 كلم شمال المدينة.", "جثث", "killed", {"count": "400"}, None),
    ],
)
def test_where_and_how_far_are_no_figures(
    code: str, text: str, trigger: str, event: str, roles: dict[str, list[str] | str], count: int | None
) -> None:
    (found,) = claims(text, [(trigger, event, roles)], code=code)
    assert (found.count.low if found.count else None) == count


@pytest.mark.parametrize(
    ("words", "roles", "figures"),
    [
        ("دبابتين وجرافتين", {"count": "دبابتين وجرافتين", "subject": "دبابتين"}, [("دبابتين", 2), ("وجرافتين", 2)]),
        ("دبابة وآلية عسكرية", {"count": "دبابة", "subject": ["دبابة", "عسكرية"]}, [("دبابة", 1), ("وآلية عسكرية", 1)]),
        ("خمس دبابات", {"count": "خمس", "subject": "دبابات"}, [("دبابات", 5)]),
    ],
)
def test_things_named_one_beside_the_other_are_counted_each(
    words: str, roles: dict[str, list[str] | str], figures: list[tuple[str, int]]
) -> None:
    found = claims(f"دمرت القوة {words} قرب عردا.", [("دمرت", "damage", roles)], code="ar")
    assert [(c.subject.text, c.count.low) for c in found if c.subject and c.count] == figures


@pytest.mark.parametrize(("role", "told"), [("actor", "Orm Guard"), ("target", "Vesta Guard")])
def test_a_short_form_is_rather_who_acted_than_who_is_spoken_of(role: str, told: str) -> None:
    text = "The Orm Guard shelled the camp of the Vesta Guard. The Guard said two hills were taken."
    first = ("shelled", "shelling", {role: "Orm Guard", "target": "Vesta Guard"})
    found = claims(text, [first, ("taken", "capture", {"source": "Guard#3", "cue": "said"})])  # type: ignore[list-item]
    assert [c.source.text for c in found if c.source] == [told]


@pytest.mark.parametrize(
    ("code", "text", "source", "body", "whose"),
    [
        ("en", "The media centre of the River Front said 12 died.", "media centre of the River Front", "River Front", "River Front"),
        ("en", "The press office of the Guard Corps said 12 died.", "press office of the Guard Corps", "Guard Corps", "Guard Corps"),
        ("ru", "Сайт «Речного фронта» сообщил, что погибли 12.", "Сайт «Речного фронта»", "Речного фронта", "Речный фронт"),
        ("en", "The River Front Radio said 12 died.", "River Front Radio", "River Front", "River Front Radio"),
    ],
)
def test_what_puts_out_the_word_of_a_body_gives_the_body(code: str, text: str, source: str, body: str, whose: str) -> None:
    (claim,) = claims(text, [("12", "killed", {"source": source, "count": "12"})], [(body, "organisation")], code=code)
    assert claim.source is not None
    assert claim.source.text == whose


@pytest.mark.parametrize(
    ("code", "text", "trigger", "event", "count", "noun", "found"),
    [
        ("en", "The army imposed a total blockade on Tavo.", "blockade", "besieged", "a", None, None),
        ("da", "Hæren indførte en total blokade af Tavo.", "blokade", "besieged", "en", None, None),
        ("fr", "Un massacre a tué des villageois à Tavo.", "tué", "killed", "Un", "villageois", 1),
        ("es", "El ejército quemó un número considerable de casas.", "quemó", "damage", "un", "casas", None),
        ("pt", "Atacaram um funeral em Tavo, matando civis.", "matando", "killed", "um", "civis", None),
        ("sv", "En kvinna dödades i Tavo.", "dödades", "killed", "En", "kvinna", 1),
        ("en", "A young farmer was killed in Tavo.", "killed", "killed", "A", "farmer", 1),
        ("en", "Gunmen killed one in Tavo.", "killed", "killed", "one", None, 1),
        ("sv", "En av bönderna dödades i Tavo.", "dödades", "killed", "En", "bönderna", 1),
    ],
)
def test_an_article_counts_but_its_own_noun(
    code: str, text: str, trigger: str, event: str, count: str, noun: str | None, found: int | None
) -> None:
    roles: dict[str, list[str] | str] = {"count": count} | ({"subject": noun} if noun else {})
    (made,) = claims(text, [(trigger, event, roles)], code=code)
    assert (made.count.low if made.count else None) == found


@pytest.mark.parametrize(
    ("code", "text", "trigger", "event", "places", "told"),
    [
        ("en", "Villagers died in Tavo and Merin.", "died", "killed", ["Tavo", "Merin"], [["Tavo", "Merin"]]),
        ("de", "In Tavo und Merin flohen Bauern.", "flohen", "displacement", ["Tavo", "Merin"], [["Tavo", "Merin"]]),
        ("es", "Huyeron vecinos de Tavo y Merin.", "Huyeron", "displacement", ["Tavo", "Merin"], [["Tavo", "Merin"]]),
        ("en", "The army shelled Tavo and Merin.", "shelled", "shelling", ["Tavo", "Merin"], [["Tavo"], ["Merin"]]),
        ("nb", "Hæren erobret Tavo og Merin.", "erobret", "capture", ["Tavo", "Merin"], [["Tavo"], ["Merin"]]),
    ],
)
def test_what_befell_people_in_several_places_is_one_claim(
    code: str, text: str, trigger: str, event: str, places: list[str], told: list[list[str]]
) -> None:
    assert [[p.text for p in c.places] for c in claims(text, [(trigger, event, {"place": places})], code=code)] == told


@pytest.mark.parametrize(
    ("code", "text", "trigger", "count", "noun"),
    [
        ("en", "No soldier was hurt in Tavo.", "hurt", "No", "soldier"),
        ("sv", "Ingen soldat skadades i Tavo.", "skadades", "Ingen", "soldat"),
        ("fr", "Aucun soldat n'a été blessé à Tavo.", "blessé", "Aucun", "soldat"),
    ],
)
def test_that_there_was_none_is_no_figure(code: str, text: str, trigger: str, count: str, noun: str) -> None:
    report = Report("rp", "pg", "r.txt", text, text, OffsetMap.identity(len(text)), language=code)
    roles = (Argument("count", at(text, count)), Argument("subject", at(text, noun)))
    frame = Frame(at(text, trigger), "injured", "denies", 0.9, None, roles)
    (found,) = build_claims(report, Annotation("rp", "test", split_sentences(text, code), (frame,), ()), load_language(code))
    assert found.count is None


def test_two_words_for_one_figure_are_one_claim() -> None:
    text = "Shells hit Tavo and left 12 farmers dead, killed in their sleep. Later 12 drivers were killed."
    figure: dict[str, list[str] | str] = {"count": "12", "subject": "farmers"}
    found = claims(
        text, [("dead", "killed", figure), ("killed", "killed", figure), ("were killed", "killed", {"count": "12#2", "subject": "drivers"})]
    )
    assert [c.subject.text for c in found if c.subject] == ["farmers", "drivers"]


@pytest.mark.parametrize(
    ("code", "head", "body", "verbs", "heads"),
    [
        ("en", "Drones shot down", "The army shot down drones over Tavo.", ("shot down", "shot down#2"), 0),
        ("sv", "Sköt ner drönare", "Armén sköt ner drönare över Tavo.", ("Sköt ner", "sköt ner"), 0),
        ("de", "Drohnen abgeschossen", "Das Heer hat Drohnen über Tavo abgeschossen.", ("abgeschossen", "abgeschossen#2"), 0),
        ("en", "Drones shot down.", "The army shot down drones over Tavo.", ("shot down", "shot down#2"), 1),
        ("en", "Drones shot down", "The army met in Tavo.", ("shot down", ""), 1),
    ],
)
def test_a_line_over_a_part_says_nothing_of_its_own(code: str, head: str, body: str, verbs: tuple[str, str], heads: int) -> None:
    text = f"Report from Tavo\n\n{head}\n\n{body}\n"
    spans = [at(text, name, int(n or 1)) for verb in verbs if verb for name, _, n in [verb.partition("#")]]
    frames = tuple(Frame(span, "interception", "asserts", 0.9, None, ()) for span in spans)
    report = Report("rp", "pg", "r.txt", text, text, OffsetMap.identity(len(text)), language=code)
    found = build_claims(report, Annotation("rp", "test", split_sentences(text, code), frames, ()), load_language(code))
    assert len([c for c in found if c.span.start < text.index(body)]) == heads


def test_lines_of_a_list_that_name_places_are_told_each() -> None:
    text = "Report from Tavo\n\nShelling of Merin\nShelling of Orm\n\nThe shelling of Orm went on.\n"
    found = claims(text, [
        ("Shelling of Merin", "shelling", {"place": "Merin"}), ("Shelling of Orm", "shelling", {"place": "Orm"}),
        ("shelling of Orm", "shelling", {"place": "Orm#2"}),
    ])  # fmt: skip
    assert [[p.text for p in c.places] for c in found] == [["Merin"], ["Orm"]]


@pytest.mark.parametrize(("source", "meant"), [("SANA", "SANA"), ("the group", "Observatory of Doun"), ("Reuters", "Observatory of Doun")])
def test_an_outlet_of_a_state_is_no_short_form_for_a_body_named_before(source: str, meant: str) -> None:
    text = f"The Observatory of Doun spoke of shelling. {source} said that 12 people fled Dura."
    roles = {"source": source, "source_ref": "Observatory of Doun", "cue": "said", "count": "12"}
    (found,) = claims(text, [("fled", "displacement", roles)])
    assert found.source is not None
    assert found.source.text == meant
