"""How the window looks: one table of colours, and the palette, icons and faces made from it."""
