"""Where the library means to differ from PyTorch 1.13, each kind with its reason. The one list: the pages refer to it."""
import re


class Known:
    """A kind of difference: what it is (`error only there`, ...), a pattern of the error's message, one of the text of the
    shortest program that shows it, and why ours is right."""

    def __init__(self, kind, message, program, reason):
        self.kind, self.message, self.program, self.reason = kind, re.compile(message), re.compile(program), reason


DIFFERENCES = [
    Known('error only there', 'a function that returns multiple views', r'\.split\(',
          'a piece of split is a view like every other, and may be changed in place'),
]


def reason(difference, steps):
    """Why the difference is meant, or None."""
    text = '\n'.join(steps)
    for known in DIFFERENCES:
        if known.kind == difference.kind and known.message.search(difference.message) and known.program.search(text):
            return known.reason
    return None
