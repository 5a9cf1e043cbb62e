"""Numbers that pairs join, and the chains of them.

Takes pairs of numbers in arrays, gives for each number the least one that it is joined with. Does not know what is joined.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt


def least_joined(number: int, pairs: Iterable[tuple[int, int]]) -> npt.NDArray[np.int64]:
    """The least number that each number below `number` is joined with by a chain of pairs; itself when it stands alone."""
    root = array("I", range(number))
    for one, other in pairs:
        low, high = sorted((_find(root, one), _find(root, other)))
        root[high] = low
    return np.fromiter((_find(root, at) for at in range(number)), dtype="i8", count=number)


def _find(root: array[int], at: int) -> int:
    while root[at] != at:
        root[at] = root[root[at]]
        at = root[at]
    return at
