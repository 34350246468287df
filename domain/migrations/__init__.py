"""Schema and values changed together: what the platform has no call for, as two schema edits and a rule for values."""
