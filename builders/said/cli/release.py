"""`said release`: closes a version."""

from __future__ import annotations

from said.cli.terminal import Jobs, Root, checkout_at, progress, say_waiting, show_line


def release(root: Root = None, jobs: Jobs = None) -> None:
    """Close the current version, so that it cannot change any more."""
    from said import release as releases

    checkout = checkout_at(root)
    with progress("checking") as bar:
        digest = releases.close_release(checkout, jobs, bar, say_waiting)
    name = checkout.name_of(checkout.corpus_file)
    show_line(f"closed: its rows {digest[:12]} stand in {name}; commit that file")
