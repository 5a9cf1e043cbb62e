"""What leaves a ledger: JSON, CSV, the brief, one HTML page. Reads through a View, one file a format."""
