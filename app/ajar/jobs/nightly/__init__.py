"""The check of every night: what starts it on each system, and the commands that switch it on."""
