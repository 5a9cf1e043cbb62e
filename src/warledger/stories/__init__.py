"""Reports of one happening across languages, and echo edges."""

from warledger.stories.find import Stories, find_stories

__all__ = ["Stories", "find_stories"]
