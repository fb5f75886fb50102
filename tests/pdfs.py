"""What a reader finds in a PDF: the words as they lie on the page, or every sign without blanks."""

import subprocess


def words(pdf: bytes) -> str:
    """The words, line by line as they are laid out."""
    return _read(pdf, "-layout")


def signs(pdf: bytes) -> str:
    """Every sign in the order in which it was written: words that a line's end or a cell's edge parts stay whole."""
    return "".join(_read(pdf, "-raw").split())


def _read(pdf: bytes, order: str) -> str:
    done = subprocess.run(
        ["pdftotext", order, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()
