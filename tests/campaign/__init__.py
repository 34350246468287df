"""Kills: real processes that edit and push at random die at random moments, and nothing is lost or spoilt."""
