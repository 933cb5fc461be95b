"""What the person declares, in the window: what is open on purpose, and what is theirs."""
