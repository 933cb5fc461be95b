"""Pure decisions: whom does this text, list or network let in? One room for each policy language."""
