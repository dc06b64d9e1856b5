"""Form trios and quads of schools in which everyone has something to share and something to learn."""

from tercet._native import __version__

__all__ = ["__version__"]
