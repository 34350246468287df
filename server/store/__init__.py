"""What the local platform knows, in SQLite or PostgreSQL."""
