"""Names, places and times to entities, gazetteer records and periods."""
