"""Shows annotated documents: in the terminal (`said show`) and as a static site (`said site`).

- `shown` is a document as both show it; `sources` reads it from seeds, releases, tables or plain
  text. `compared` puts two readings of it side by side.
- `pieces` cuts its text at every boundary and gives what overlaps lanes. `words` says in a few
  words what an annotation is, who is behind a quote, and when it was said.
- `terminal` makes lines of all that.
- `details` is what a page says of one annotation, `document_page` the page of a document, `guide`
  the pages that annotations lead to. `render` fills the templates in, with text from outside as
  nothing but text. `build` writes a whole site.

Nothing here changes a file outside the folder that a site is written to.
"""
