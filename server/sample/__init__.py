"""The sample workspace: what a new user finds on the local platform, made from code."""
