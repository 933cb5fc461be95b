"""The nouns of Ajar: frozen values that every other part imports and that import none of them."""
