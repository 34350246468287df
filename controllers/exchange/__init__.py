"""Values going out to files and coming in from them; no Qt here, so that lanes and the command line share it."""
