"""The gate before the network: which windows of a text may hold a claim.

Takes windows, gives a yes or no each. One weight for each piece of the vocabulary, made by `training/gate.py`; a hundred
thousand times cheaper than the network, and so careful that it keeps at least 0.995 of the claims.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from warledger.annotate.windows import NOWHERE, START_ID, Window

FILE = "gate.npy"


class Gate:
    """Weights of the pieces; that of the start mark is the bias."""

    def __init__(self, weights: NDArray[np.float16]) -> None:
        self.digest = hashlib.sha256(weights.tobytes()).digest()
        self._weights = weights.astype(np.float64)

    @classmethod
    def load(cls, folder: Path) -> Gate | None:
        """The gate of a model folder, None where it has none: then every window is read."""
        path = folder / FILE
        return cls(np.load(path)) if path.is_file() else None

    def lets_through(self, window: Window) -> bool:
        """Whether some sentence that the window owns may hold a claim."""
        ids, starts = np.asarray(window.ids), np.asarray(window.starts)
        numbers = np.asarray(window.sentences)
        own = np.arange(len(ids)) >= window.owned
        for number in np.unique(numbers[own & (starts != NOWHERE)]):
            pieces = np.unique(ids[own & (numbers == number) & (starts != NOWHERE)])
            if float(self._weights[pieces].sum() + self._weights[START_ID]) >= 0:
                return True
        return False
