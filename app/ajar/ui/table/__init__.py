"""The table of resources: its rows, their order, and how they are drawn."""
