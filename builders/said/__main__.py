"""`python -m said` is the command `said`."""

from said.cli import main

main()
