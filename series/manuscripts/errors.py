"""The one error a manuscript reader raises, with words for the person who brought the file."""


class UnreadableManuscript(Exception):
    """The file cannot be read at all.

    `problem` says what is wrong, `remedy` what the person can do about it; `str()` gives both.
    """

    def __init__(self, problem: str, remedy: str):
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem} {remedy}")
