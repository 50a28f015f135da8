"""Names of people as colleagues use them: first names, and the initials that stand for somebody."""

from collections import Counter
from collections.abc import Collection


def first_names(names: Collection[str]) -> dict[str, str]:
    """Colleagues by their first names, as they speak of each other; two who share one by their full names."""
    firsts = {name: name.split()[0] for name in names if name.split()}
    shared = Counter(firsts.values())
    return {name: first for name, first in firsts.items() if shared[first] == 1}


def initials(name: str) -> str:
    """As "LF" of Lena Fischer: the first letters of the first and the last word that begin with one; "" of none."""
    letters = [word[0] for word in name.split() if word[0].isalnum()]
    return (letters[0] + letters[-1] if len(letters) > 1 else "".join(letters)).upper()
