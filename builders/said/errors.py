"""Errors that a person can mend: a cause and a remedy, never a traceback."""


class SaidError(Exception):
    """Something the user can put right.

    `cause` says what is wrong and where; `remedy` says what to do. Both are one line.
    """

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(f"{cause}\n{remedy}")
        self.cause = cause
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["SaidError"], tuple[str, str]]:
        """Lets a worker process hand the error to the build."""
        return type(self), (self.cause, self.remedy)
