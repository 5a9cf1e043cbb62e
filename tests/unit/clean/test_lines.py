from warledger.clean.lines import find_furniture, find_slogan


def test_glued_tags_go_and_acronyms_of_any_script_stay() -> None:
    tags = "Asia & AmericasEurope & RussiaInternational OrganisationsMiddle EastNews"
    bulletin = "Генеральний Штаб Збройних Сил України: підрозділи ВМС та СБС завдали ударів БпЛА Барс по об'єктах РФ у м. Таганрог"
    assert find_furniture([tags, bulletin], ()) == {0: "tag run"}


def test_set_phrases_repeats_menus_and_switchers_go() -> None:
    lines = ["Read more: our file", "Show Comments", "Five people died.", "Show Comments", "clear", "Portuguese / Spanish / English"]
    found = find_furniture(lines, ("read more",))
    assert found == {0: "phrase", 1: "repeated", 3: "repeated", 4: "menu", 5: "language switcher"}


def test_a_repeated_sentence_stays() -> None:
    assert find_furniture(["Five people died.", "Five people died."], ()) == {}


def test_a_slogan_with_its_year_goes_from_the_top_only() -> None:
    assert find_slogan(["Creating new views since 2009", "Title"], ("since",)) == {0: "slogan"}
    assert find_slogan(["More than 300,000 people have been killed in the country since 2011"], ("since",)) == {}


def test_a_sentence_that_begins_with_the_word_of_a_phrase_stays() -> None:
    accused = "Anzeige erstatteten am Montag die Angehörigen von zwölf Menschen, die beim Beschuss der Stadt getötet wurden"
    lines = ["Anzeige", "Anzeige - Heute mal ausgehen?", accused, "Foto: AFP / " + "Namen " * 20]
    assert find_furniture(lines, ("anzeige", "foto:")) == {0: "phrase", 1: "phrase", 3: "phrase"}


def test_a_paragraph_that_names_products_is_no_tag_run_and_a_notice_of_rights_goes() -> None:
    named = "He published the videos on YouTube, the code on GitHub and the texts on WordPress, and nobody of the town had seen them before"
    notice = "© 2022, Example News. Written permission must be obtained before reprint in online or print media."
    assert find_furniture([named, notice, "(c) 2020 Example", "Copyright 2020 Example"], ()) == dict.fromkeys((1, 2, 3), "copyright")
