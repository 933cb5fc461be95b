"""The command line: one module a command, over the same jobs as the window."""
