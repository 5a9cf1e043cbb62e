"""HTML pages to extracted text with what the page says of itself.

Takes the bytes of a page, gives text and metadata. Trafilatura reads, resiliparse stands behind it. Loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from trafilatura.settings import Document

from warledger.clean.metadata import metadata_of

LEAST_CHARS = 80
"""Extracted text shorter than this is taken for a miss."""
MAX_DEEP = 200
"""Open tags beyond which trafilatura is not asked: at 255 levels it returns nothing."""
VOID = ("<br", "<img", "<p", "<li", "<meta", "<link", "<input", "<hr")
"""Tags that need no end tag, so that they say nothing of depth."""
MAX_CHARS = 3_000_000
"""Beyond this trafilatura takes seconds (9.4 MB took 20 s, resiliparse 0.2 s)."""
HOPELESS_DEPTH = 5_000
"""Beyond this no parser is asked: 200,000 levels keep resiliparse busy for minutes; tags are cut out instead."""
HUGE_TAG = re.compile(r"<[^<>]{20000,}>")
"""A tag of so many characters is a picture written out in it, or 300,000 attributes, which keep parsers busy for minutes."""
TAG = re.compile(r"<[^<>]*>")
SITE_AFTER = re.compile(r"\s[|–—·-]\s")
"""Between a title and the name of the site that stands after it."""


NEW_YEAR = (
    r"{year}[/.-]?0?1[/.-]?0?1(?!\d)|(?<!\d)0?1[/.-]0?1[/.-]{year}"
    r"|(?<!\d)0?1(?:er|st|º|\.)? (?:de )?\w{{3,9}} (?:de )?{year}|\w{{3,9}} 1(?:st)?, {year}"
)
"""How a page writes the first day of a year."""
LONG_WORD = 4
"""Letters of a word that two titles of one story share, and two of others seldom."""


@dataclass(frozen=True, slots=True)
class PageText:
    """Extracted text of a page; the rest is empty when the page does not say. `published` and `modified` are ISO."""

    text: str
    title: str = ""
    byline: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    modified: str = ""


def extract_page(markup: str) -> PageText:
    """The article text and metadata of an HTML page; empty text when there is none."""
    markup = HUGE_TAG.sub(" ", markup)
    depth = _depth(markup)
    if depth > HOPELESS_DEPTH:
        return PageText(TAG.sub("\n", markup).strip())
    if len(markup) <= MAX_CHARS and depth <= MAX_DEEP:
        found = trafilatura.bare_extraction(markup, with_metadata=True, include_comments=False, include_tables=True)
        if isinstance(found, Document) and found.text and len(found.text) > LEAST_CHARS:
            return _with_metadata(found, markup)
    tree = HTMLTree.parse(markup)
    text = extract_plain_text(tree, main_content=True, alt_texts=False) or extract_plain_text(tree, main_content=False)
    return PageText(text.strip(), (tree.title or "").strip())


def _with_metadata(found: Document, markup: str) -> PageText:
    """What trafilatura found, with what the page says for machines, which knows hours and tells people from sites."""
    said, site, url = metadata_of(markup), found.sitename or "", found.url or ""
    byline = "; ".join(said.authors) or (found.author or "")
    return PageText(
        text=found.text or "", title=_title(found.title or "", said.titles, site),
        byline="; ".join(_people(byline, site, url)),
        published=said.published or _told_day(found.date or "", markup), outlet=site, url=url, language=found.language or "",
        modified=said.modified,
    )  # fmt: skip


def _told_day(day: str, markup: str) -> str:
    """A day that was found on a page; the first of a year only where the page names it: else but the year was found.

    >>> _told_day("2013-01-01", "&copy; 2013"), _told_day("2013-01-01", "01.01.2013"), _told_day("2013-08-28", "")
    ('', '2013-01-01', '2013-08-28')
    """
    return "" if day.endswith("-01-01") and not re.search(NEW_YEAR.format(year=day[:4]), markup, re.IGNORECASE) else day


def _title(found: str, titles: Sequence[str], site: str) -> str:
    """The title that was found on a page; when it shares no word with any that the page gives itself, the first of those.

    >>> _title("Information and Resources", ["Shells fall on the town - Example News"], "Example News")
    'Shells fall on the town'
    """
    said = [_without_site(t, site) for t in titles]
    words = _long_words(found)
    strange = bool(said) and not any(words & _long_words(t) for t in said)
    return said[0] if strange else _without_site(found, site)


def _long_words(title: str) -> set[str]:
    return {w for w in re.findall(r"\w+", title.casefold()) if len(w) >= LONG_WORD}


def _without_site(title: str, site: str) -> str:
    """A title without the name of the site after it.

    >>> _without_site("Shells fell on the town | Example News", "Example News")
    'Shells fell on the town'
    """
    ends = [m for m in SITE_AFTER.finditer(title) if _letters(title[m.end() :]) == _letters(site)]
    return title[: ends[-1].start()] if ends and site else title


def _people(byline: str, site: str, url: str) -> list[str]:
    """The names in a byline that are not the site's own."""
    host = url.partition("://")[2].partition("/")[0].removeprefix("www.")
    own = {_letters(name) for name in (site, host, host.rpartition(".")[0]) if name}
    names = {_letters(name): name.strip() for name in reversed(byline.split(";"))}
    return [name for key, name in reversed(names.items()) if key and key not in own]


def _letters(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def _depth(markup: str) -> int:
    """A cheap upper look at nesting: most open div-like tags at any point."""
    depth = deepest = 0
    at = markup.find("<")
    while at >= 0:
        if markup.startswith("</", at):
            depth -= 1
        elif markup[at + 1 : at + 2].isalpha() and not markup.startswith(VOID, at):
            depth += 1
            deepest = max(deepest, depth)
        at = markup.find("<", at + 1)
    return deepest
