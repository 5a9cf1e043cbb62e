"""`python -m warledger`: the command line where its script is not on the path."""

from warledger.cli import main

main()
