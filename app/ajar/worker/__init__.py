"""The core in a process of its own: the window is its client, over a pipe."""
