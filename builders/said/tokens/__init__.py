"""`said.tokens`: annotations as tags and spans over tokens, and back.

`encode` gives tags to train a tagger with; `decode` makes annotations of what a tagger says.
`columns` decides what is tagged how, also for the table `tokens`.
"""

from said.tokens.columns import COLUMNS, IGNORED
from said.tokens.decode import Decoded, TextSpan, decode
from said.tokens.encode import Encoded, TokenLink, TokenSpan, encode, encode_all, labels

__all__ = [
           "COLUMNS",
           "IGNORED",
           "Decoded",
           "Encoded",
           "TextSpan",
           "TokenLink",
           "TokenSpan",
           "decode",
           "encode",
           "encode_all",
           "labels",
]  # fmt: skip
