"""Shows annotated documents: in the terminal (`said show`) and as a static site (`said site`).

`shown` is a document as both show it, and `sources` reads it from wherever it is. `pieces` cuts its
text at every boundary of an annotation, and `words` puts an annotation into words. `compared` puts
two readings side by side, and `terminal` shows a document or two readings in a terminal. Nothing
here changes a file outside the folder that a site is written to.
"""
