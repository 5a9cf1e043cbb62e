"""Files, feeds, archives and URLs to captured pages."""
