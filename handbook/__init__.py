"""The handbook of good practice in Internet governance: nouns, verbs, disk, checks, pages and the command line."""
