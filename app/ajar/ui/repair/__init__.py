"""Fixing in the window: what would close it, the preview, the confirmation, the progress and the result."""
