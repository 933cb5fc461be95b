"""The pane beside the table: one resource explained from a stranger to the data."""
