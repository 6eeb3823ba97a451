"""The symbols that a subnet's token can have, by netuid: 439 letters of many scripts.

They are written as code points, and runs of these, in the order of the netuids.
"""

from __future__ import annotations

_RUNS = (
    "3a4 3b1-3c1 3c3 74 3c5-3c9"  # Greek
    " 5d0-5ea"  # Hebrew
    " 627-628 62a-63a 641-648 64a 649"  # Arabic
    " 16a0 16a2 16a6 16a8 16b1 16b3 42b 16c9 16d2"  # Runic
    " 1680-1685 169b"  # Ogham
    " 10d0-10d5"  # Georgian
    " 531-536 55e"  # Armenian
    " 400-405 44a"  # Cyrillic
    " 2c80-2c85"  # Coptic
    " 11000-11003 11005"  # Brahmi
    " db1 db3-db7"  # Sinhala, its last
    " 2c00-2c20"  # Glagolitic
    " e01-e23 e25 e27-e2e"  # Thai
    " 3131 3134 3137 3139 3141-3142 3145 3147-3148 314a-3163"  # Hangul
    " 12a0-12a7 12c8-12ce 12b0-12b6 1310-1312 1218 1314-1316"  # Ethiopic
    " 905-90b 90f-910 913-928 92a-930 932 935-939"  # Devanagari
    " 30a2 30a4 30a6 30a8 30aa-30ab 30ad 30af 30b1 30b3 30b5 30b7 30b9 30bb 30bd"  # Katakana
    " 30bf 30c1 30c4 30c6 30c8 30ca-30cf 30d2 30d5 30d8 30db 30de-30e2 30e4 30e6"
    " 30e8-30ed 30ef 30f2-30f3"
    " 2d30-2d53"  # Tifinagh
    " d85-d86 d89-d96 d9a-d9e da0-da4 da7 da5-da6 da9 da8 daa-db0"  # Sinhala
)


def _letters(run: str) -> list[bytes]:
    """The letters of a run of code points, in UTF-8."""
    first, _, last = run.partition("-")
    codes = range(int(first, 16), int(last or first, 16) + 1)
    return [chr(code).encode() for code in codes]


SYMBOLS = tuple(letter for run in _RUNS.split() for letter in _letters(run))
"""By netuid, in UTF-8. The first is root's."""
