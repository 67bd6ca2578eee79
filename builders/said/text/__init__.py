"""The text of a document, and JSON as text.

`segments` cuts a text into lines, sentences, tokens and graphemes; `marks` are its quotation marks;
`anchor` finds strings that come without offsets; `hidden` finds characters that nobody sees,
`duplicates` texts that occur twice; `jsontext` reads JSON with the places of its errors.
"""
