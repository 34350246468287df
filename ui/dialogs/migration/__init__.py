"""Migrations of schema and values, asked for, shown before they begin, and followed to their end."""
