"""The command `said`, also as `python -m said`.

To import all of it takes a moment, in which Ctrl-C must end it as later on.
"""

import sys

from said.system import interrupts


def main() -> None:
    """Imports the command and runs it."""
    interrupts.catch_interrupts()
    try:
        from said.cli import main as run
    except interrupts.Interrupted:
        sys.exit(interrupts.end_interrupted())
    run()


if __name__ == "__main__":
    main()
