"""What is known of languages, wars and events, as data: loading and checking."""

from warledger.packs.languages import LanguagePack, available_languages, load_language
from warledger.packs.ontology import EventType, Group, Ontology, load_ontology

__all__ = ["EventType", "Group", "LanguagePack", "Ontology", "available_languages", "load_language", "load_ontology"]
