"""The local platform: the same protocol over SQLite or PostgreSQL."""
