"""Plain mode: the desk by lines. Asks and answers on stdin and stdout, for screen readers, braille and slow lines."""
