"""Ajar finds the cloud storage that was left open, shows who can reach it and why, and closes it if asked."""

__version__ = "0.1.0"
