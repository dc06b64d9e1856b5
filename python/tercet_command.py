"""Runs the command `tercet`. It is outside the package, so that it can catch Ctrl-C while the package is imported."""

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> int:
    """Import the package and run one command.

    Returns
    -------
    int
        The exit code.
    """
    try:
        from tercet.cli import main as run  # noqa: PLC0415 - an interrupt of this import is caught

        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED
