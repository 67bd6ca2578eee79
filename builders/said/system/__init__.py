"""The edges of the software: files, places, processes, errors and interrupts.

Nothing here knows what an annotation is. `files` reads and writes files safely, `places` knows the
folders of a checkout and of a wheel, `locks` lets one command at a time write, `workers` spreads
work over processes, `errors` are those a person can mend, `printing` makes text from outside safe
to show.
"""
