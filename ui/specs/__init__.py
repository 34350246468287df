"""The commands by what they are for: each file names those of one part of the work, and their place in the menus."""
