"""Names, places and times to entities: the same thing under every spelling, over all reports of a ledger."""
