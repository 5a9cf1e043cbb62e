"""Reports of one happening across languages, and echo edges."""

from warledger.stories.find import Aids, Stories, find_stories

__all__ = ["Aids", "Stories", "find_stories"]
