"""The timeline of a video, and what stands around it."""
