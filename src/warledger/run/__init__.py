"""Stage order, batching, checkpoints and engines."""
