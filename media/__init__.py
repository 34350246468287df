"""Frames out of video and facts out of files: PyAV and numpy; no Qt."""
