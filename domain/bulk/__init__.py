"""Changing many values at once: each operation turns one value into another, or says why it can't."""
