"""`python -m handbook` is the command line."""

from handbook.cli import main

main()
