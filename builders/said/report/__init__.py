"""How findings are shown: for a person (`text`), for a program (`lines`), in a pull request
(`github`).

A reporter is a function that makes of a finding what is printed for it. `excerpt` shows the place
in its file, `tally` counts, `explain` tells what a kind of finding means.
"""
