"""Files on their way in: what an upload job asks for, and the thread that does it."""
