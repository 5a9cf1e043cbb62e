"""Strings that make a careless regular expression slow: built from what the expression itself looks for."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants as c
    import sre_parse

SIZE = 50_000
CLASSES = {
    c.CATEGORY_DIGIT: "7", c.CATEGORY_SPACE: " ", c.CATEGORY_WORD: "a", c.CATEGORY_NOT_DIGIT: "x", c.CATEGORY_NOT_SPACE: "x",
    c.CATEGORY_NOT_WORD: "-",
}  # fmt: skip
ALWAYS = (
    "a", " ", "\n", "7", "7,", "7 ", "1.", "a ", " \n", "\t", "<", "(", "((", ")", "[", "\"", "«", "'", "-", ".", "ا", "ال ", "и", "е ",
    "A", "A. ", "Aa ", "a,b ", "the ", "<p", "http://", "a@", "\u200f", "\u0301", "1/1/", "x\n",
)  # fmt: skip


def attacks(pattern, flags):
    """Strings of SIZE characters: single characters, and what nearly matches, over and over, ended badly."""
    parsed = sre_parse.parse(pattern, flags)
    samples = {_sample(parsed, times) for times in (1, 2, 5)} | {_sample(parsed, 1, last=True)}
    units = {*ALWAYS}
    for sample in samples:
        units |= {sample, sample[:-1], sample[1:], sample + " ", sample + "\0", *sample[:12]}
    for unit in sorted(u for u in units if u):
        yield (unit * (SIZE // len(unit) + 1))[:SIZE]
        yield (unit * (SIZE // len(unit) + 1))[: SIZE - 1] + "\0"


def _sample(parsed, times, last=False):
    """One string that the expression would match, more or less, with repeats done so many times."""
    return "".join(_one(op, value, times, last) for op, value in parsed)[:300]


def _one(op, value, times, last):
    if op is c.LITERAL:
        return chr(value)
    if op in (c.NOT_LITERAL, c.ANY):
        return "x"
    if op is c.IN:
        return _member(value[-1] if last else value[0])
    if op in (c.MAX_REPEAT, c.MIN_REPEAT, getattr(c, "POSSESSIVE_REPEAT", c.MAX_REPEAT)):
        low, high, inner = value
        return _sample(inner, times, last) * max(low, min(times, int(high)))
    if op is c.SUBPATTERN:
        return _sample(value[-1], times, last)
    if op is c.BRANCH:
        return _sample(value[1][-1 if last else 0], times, last)
    if op is getattr(c, "ATOMIC_GROUP", None):
        return _sample(value, times, last)
    return ""


def _member(item):
    op, value = item
    if op is c.LITERAL:
        return chr(value)
    if op is c.RANGE:
        return chr(value[0])
    if op is c.CATEGORY:
        return CLASSES.get(value, "x")
    return "x"
