"""The command line, for `python -m tercet`."""

import sys

from tercet.cli import main

if __name__ == "__main__":
    sys.exit(main())
