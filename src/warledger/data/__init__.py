"""No code: ontology, language and conflict packs, gazetteer, models, outlets."""
