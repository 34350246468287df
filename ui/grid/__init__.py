"""The metadata table a person sees and edits."""
