"""What is promised of speed and memory, one file a promise, side by side with the peer."""
