"""The classes of tokens by which the annotator reads a sentence.

A class is one character, so that the classes of a sentence are a string (`Sentence.kinds`), in
which patterns of grammar are looked for. A sign that is not in this table is its own class.
"""

from __future__ import annotations

DETERMINER = "d"  # the, no, his
SUBJECT = "s"  # a pronoun that is a subject: she, they
OBJECT = "o"  # a pronoun that is an object: him, them
NAME = "N"  # any other word with a capital, an abbreviation, an address
WORD = "n"  # any other word
AUXILIARY = "x"  # is, has, would, 're
ADVERB = "a"  # also, quickly
VERB = "v"  # a finite verb or a form in -ed
GERUND = "g"  # a form in -ing
PREPOSITION = "p"  # of, with
SUBORDINATOR = "b"  # because, if
QUESTION_WORD = "w"  # who, what, how
COORDINATOR = "c"  # and, but
THAT = "T"
TO = "O"
POSSESSIVE = "'"  # 's
NUMBER = "0"
FREE = "Q"  # marked words that stand free, as one token
MARK = '"'  # a quotation mark of words that do not stand free
STOP = "."  # also ?, ! and …
COMMA, SEMICOLON, COLON, DASH = ",", ";", ":", "-"
OPENING_BRACKET, CLOSING_BRACKET = "(", ")"
