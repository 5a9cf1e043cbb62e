"""Reports of one happening across languages, and echo edges."""
