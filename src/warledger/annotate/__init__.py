"""Reports to annotations: sentences, the neural reader, pack matchers."""

from warledger.annotate.annotator import Annotator
from warledger.annotate.knownnames import KnownNames
from warledger.annotate.neural import NeuralReader
from warledger.annotate.packreader import PackReader

__all__ = ["Annotator", "KnownNames", "NeuralReader", "PackReader"]
