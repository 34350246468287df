"""Changing many values at once: what to do, to which keys of which items, and what would come of it."""
