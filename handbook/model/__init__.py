"""The nouns of the handbook; they know no disk, no terminal and no web."""
