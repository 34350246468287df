"""The tab of the schema: its tree, the properties of a key, what is staged, and the dialogs that belong to it."""
