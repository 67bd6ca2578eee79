"""What checks find, and how it is shown.

`catalogue` has every kind of finding, described in `catalogue.toml`. It also decides
which findings stop what. `reporters` is the table of the ways to print a finding, `excerpt` shows
the place in its file, `explain` prints what a kind of finding means, and `nearest` looks for what
may have been meant.
"""
