"""Names against gold: kinds, nested gold, and gold of tokens, which holds whole tokens only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from warledger.evaluate.entities import evaluate_entities
from warledger.model import Annotation, InputError, Mention, Span


def measured(tmp_path: Path, row: dict[str, Any], *found: tuple[str, str]) -> dict[str, Any]:
    """The measure on one row for a reader that finds these words with these kinds."""
    path = tmp_path / "names.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")

    def read(texts: Sequence[str], languages: Sequence[str]) -> list[Annotation]:
        (text,) = texts
        spans = [(Span(at, at + len(words)), kind) for words, kind in found if (at := text.index(words)) >= 0]
        return [Annotation("", "test", (), (), tuple(Mention(kind, span, 1.0) for span, kind in spans), ())]

    return evaluate_entities(path, read)


@pytest.mark.parametrize(
    ("language", "tokens", "tags", "words"),
    [
        ("ar", ["وصل", "سامي", "إلى", "أردا", "وتافو"], ["O", "O", "O", "O", "B-LOC"], "تافو"),
        ("tr", ["Arda'daki", "köprü"], ["B-LOC", "O"], "Arda"),
        ("en", ["sold", "by", "Tavo", "Inc."], ["O", "O", "B-ORG", "I-ORG"], "Tavo Inc"),
    ],
)
def test_a_name_without_what_is_joined_to_its_token_is_right(
    tmp_path: Path, language: str, tokens: list[str], tags: list[str], words: str
) -> None:
    kind = "organisation" if "B-ORG" in tags else "place"
    row = {"language": language, "tokens": tokens, "tags": tags}
    assert measured(tmp_path, row, (words, kind))["f1"] == 1.0


def test_a_name_of_fewer_tokens_or_of_another_kind_is_wrong(tmp_path: Path) -> None:
    row = {"language": "en", "tokens": ["the", "Tavo", "River"], "tags": ["O", "B-LOC", "I-LOC"]}
    assert measured(tmp_path, row, ("Tavo", "place"))["f1"] == 0.0
    assert measured(tmp_path, row, ("Tavo River", "person"))["f1"] == 0.0


def test_gold_of_a_text_wants_its_very_letters(tmp_path: Path) -> None:
    row = {"language": "ru", "text": "мост в Арде", "entities": [[7, 11, "CITY"]]}
    assert measured(tmp_path, row, ("Арде", "place"))["f1"] == 1.0
    assert measured(tmp_path, row, ("Ард", "place"))["f1"] == 0.0


def test_buildings_are_places_and_other_kinds_are_left_out(tmp_path: Path) -> None:
    row = {"language": "tr", "tokens": ["Arda", "Köprüsü", ",", "2004"], "tags": ["B-FAC", "I-FAC", "O", "B-DATE"]}
    assert measured(tmp_path, row, ("Arda Köprüsü", "place"))["by_kind"].keys() == {"place"}
    assert measured(tmp_path, row, ("Arda Köprüsü", "place"))["f1"] == 1.0


def test_of_nested_gold_the_outermost_counts(tmp_path: Path) -> None:
    text = "Bank of Arda"
    row = {"language": "en", "text": text, "entities": [[0, 12, "ORGANIZATION"], [8, 12, "CITY"]]}
    assert measured(tmp_path, row, (text, "organisation"))["f1"] == 1.0


def test_a_row_with_fewer_tags_than_tokens_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        measured(tmp_path, {"language": "en", "tokens": ["Arda", "fell"], "tags": ["B-LOC"]})
