"""Errors that a person can mend: a cause and a remedy, never a traceback."""


class SaidError(Exception):
    """Something the user can put right.

    `cause` says what is wrong and where; `remedy` says what to do. Both are one line.
    """

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(f"{cause}\n{remedy}")
        self.cause = cause
        self.remedy = remedy
