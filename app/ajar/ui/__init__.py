"""The window: Qt widgets that are given values and emit intentions; the core is behind `work`."""
