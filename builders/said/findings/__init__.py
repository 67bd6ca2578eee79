"""What checks find, and how it is shown.

`catalogue` has every kind of finding, described in `catalogue.toml`. A reporter is a function that
makes of a finding what is printed for it: `terminal` for a person, `lines` for a program, `github`
for a pull request. `excerpt` shows the place in its file, `tally` counts, `explain` tells what a
kind of finding means.
"""
