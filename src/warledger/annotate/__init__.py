"""Reports to annotations: sentences, the neural reader, pack matchers."""

from warledger.annotate.annotator import Annotator
from warledger.annotate.neural import NeuralReader
from warledger.annotate.packreader import PackReader

__all__ = ["Annotator", "NeuralReader", "PackReader"]
