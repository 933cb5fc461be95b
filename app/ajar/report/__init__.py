"""Findings to files."""
