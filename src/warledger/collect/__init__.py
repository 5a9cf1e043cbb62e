"""Files, feeds, archives and URLs to captured pages.

Takes what the user names; gives `RawPage` or `Rejection`, one at a time. Reads bytes, never judges what they say.
"""

from warledger.collect.contract import CollectOptions, FetchOptions
from warledger.collect.sources import count_sources, iter_pages

__all__ = ["CollectOptions", "FetchOptions", "count_sources", "iter_pages"]
