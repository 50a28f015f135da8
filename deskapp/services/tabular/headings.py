"""The headings of a table's columns, as they are compared."""

import re
import unicodedata


def plain(heading: str) -> str:
    """A heading's words in small letters, without signs between them."""
    folded = unicodedata.normalize("NFKC", heading).casefold().replace("ß", "ss")
    return " ".join(re.findall(r"\w+", folded.replace("_", " ")))
