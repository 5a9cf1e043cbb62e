"""The words of the interface: English in the templates, other languages as data.

Takes `locales/<code>.toml` (English phrase to phrase, and forms by number), gives Words. Does not translate what reports say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from warledger.packs.known import names_in
from warledger.packs.world import load_world

LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية", "nb": "Norsk"}
"""Languages of the interface by code, each by its own name."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language of the interface."""

    code: str
    locale: Locale
    phrases: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]

    @property
    def dir(self) -> str:
        """Which way the interface runs."""
        return "rtl" if self.code == "ar" else "ltr"

    def t(self, phrase: str, **values: object) -> str:
        """A phrase in this language, its {names} filled in; the English one where there is none."""
        found = self.phrases.get(phrase, phrase)
        return found.format(**values) if values else found

    def called(self, name: str) -> str:
        """What this language calls a body, place, person or side; the name itself where that is not known."""
        return name if self.code == "en" else _names(self.code).get(name, name)

    def all_called(self, names: object) -> object:
        """The same of one name or of several."""
        if isinstance(names, list | tuple):
            return [self.all_called(name) for name in names]
        return self.called(names) if isinstance(names, str) else names

    def n(self, number: int, one: str, many: str = "") -> str:
        """A number with its noun: "1 report", "3 reports"."""
        forms = self.plurals.get(one)
        if forms is None:
            noun = one if number == 1 else many or f"{one}s"
        else:
            noun = forms.get(self.locale.plural_form(number), forms["other"])
            if noun.startswith("="):  # the noun says the number: one and two in Arabic
                return noun[1:]
        return f"{self.number(number)} {noun}"

    def number(self, value: float) -> str:
        """A number with the digits and separators of this language."""
        return str(format_decimal(value, locale=self.locale))

    def share(self, value: float) -> str:
        """A share of one, to three places."""
        return str(format_decimal(value, "0.000", locale=self.locale))

    def day(self, on: date | None) -> str:
        """A day as people write it."""
        return str(format_date(on, "d MMM y", locale=self.locale)) if on else self.t("day unknown")

    def language(self, code: str) -> str:
        """The name of a language in this one; its code when there is none."""
        if code == "und":
            return self.t("language unknown")
        return str(self.locale.languages.get(code, code))

    def short_day(self, on: date) -> str:
        """A day without its year."""
        return str(format_skeleton("MMMd", on, locale=self.locale))

    def range(self, low: int | None, high: int | None) -> str:
        """A figure with open bounds in words."""
        if high is None:
            return self.t("at least {number}", number=self.number(low or 0))
        if low is None:
            return self.t("up to {number}", number=self.number(high))
        if low == high:
            return self.number(low)
        return self.t("{low} to {high}", low=self.number(low), high=self.number(high))


def load_words(code: str) -> Words:
    """The words of one of LANGUAGES."""
    locale = Locale.parse(code)
    if code == "en":
        return Words(code, locale, {}, {})
    table = tomllib.loads((files("warledger.web") / "locales" / f"{code}.toml").read_text(encoding="utf-8"))
    return Words(code, locale, table["phrases"], table["plurals"])


@lru_cache(maxsize=len(LANGUAGES))
def _names(code: str) -> Mapping[str, str]:
    """Names in a language: those of the packs, countries, and states as bodies that speak ("Syrian state")."""
    words = load_words(code)
    countries, phrases = words.locale.territories, words.phrases
    named = {english: countries[c] for c, english in Locale.parse("en").territories.items() if len(c) == 2 and c in countries}
    packs = {name: ours for name, ours in names_in(code).items() if ours not in set(countries.values()) or name in named}
    bodies = {
        f"{state.adjective} {body}": phrases[f"{{country}} ({body})"].format(country=countries[state.country])
        for state in load_world().states for body in ("state", "government") if state.country in countries
    }  # fmt: skip
    return {**named, **bodies, **packs}


def choose_language(asked: str, kept: str, accepted: str) -> str:
    """The code of the interface language: asked for in the URL, else kept in the cookie, else what the browser accepts."""
    for wish in (asked, kept, *(part.partition(";")[0].strip() for part in accepted.split(","))):
        code = wish.lower().partition("-")[0]
        code = "nb" if code in ("no", "nn") else code
        if code in LANGUAGES:
            return code
    return "en"
