"""What one text may hold, and which unquoted texts YAML would take for a number, a date or a truth value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

# Tab and line feed are text; every other control, the bidi overrides and isolates, the two Unicode line separators,
# a byte-order mark inside the text and non-characters are not. The marks U+200E and U+200F are.
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")

_TYPED = re.compile(
    r"""(?: ~ | null | Null | NULL | = | <<
    | y | Y | n | N | yes | Yes | YES | no | No | NO | on | On | ON | off | Off | OFF
    | true | True | TRUE | false | False | FALSE
    | [-+]? (?: 0b[01_]+ | 0o[0-7_]+ | 0x[0-9a-fA-F_]+ )
    | [-+]? [0-9][0-9_]* (?: : [0-5]?[0-9] )+ (?: \. [0-9_]* )?
    | [-+]? (?: [0-9][0-9_]* (?: \. [0-9_]* )? | \. [0-9_]+ ) (?: [eE] [-+]? [0-9]+ )?
    | [-+]? \. (?: inf | Inf | INF ) | \. (?: nan | NaN | NAN )
    | [0-9]{4} - [0-9]{1,2} - [0-9]{1,2}
      (?: (?: [Tt] | [\ \t]+ ) [0-9]{1,2} : [0-9]{2} : [0-9]{2} (?: \. [0-9]* )?
          (?: [\ \t]* (?: Z | [-+] [0-9]{1,2} (?: : [0-9]{2} )? ) )? )?
    ) \Z""",
    re.VERBOSE,
)
typed = _TYPED.match  # true of a text that YAML 1.1 or 1.2 would type if it stood there without quotes
TYPED_BEGIN = frozenset("~=<yYnNtToOfF0123456789+-.")  # a cheap look before the dear one


def name_character(character: str) -> str:
    """The code of a character and its Unicode name, for people who cannot see it."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{code} ({name.lower()})" if name else code


def as_text(held: Any) -> Any:
    """A tree with its numbers as the texts they are in files."""
    if isinstance(held, Mapping):
        return {name: as_text(one) for name, one in held.items()}
    if isinstance(held, (list, tuple)):
        return [as_text(one) for one in held]
    return str(held)
