"""Runs the command line for `python -m tercet`."""

import sys

from tercet_command import main

if __name__ == "__main__":
    sys.exit(main())
