"""The journal in the window: what was changed, how far it came, and the way back."""
