"""Gold, metrics and floors."""
