"""Store, Writer and View over SQLite or PostgreSQL."""
