"""Charts and maps as SVG made at the server: they need no script, print well, and stand beside a table of the same."""
