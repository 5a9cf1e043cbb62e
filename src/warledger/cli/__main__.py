"""`python -m warledger.cli`: the same as the `warledger` command."""

from warledger.cli.app import main

main()
