"""Reports to annotations: sentences, the neural reader, pack matchers."""
