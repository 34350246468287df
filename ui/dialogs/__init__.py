"""Everything the window asks, shows or explains in a window of its own."""
