"""Whether a change of words is editorial: a correction that leaves what is said, to whom and how strictly as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from handbook.editions.fingerprint import normal_form
from handbook.model.fields import CAP
from handbook.wording import N_, _, count

_MOST_WORDS = 3
_SHARE = 5  # one word in five
_SHORTEST = 5  # letters of a word whose spelling can be told from that of another word
_TOLD = 6  # words of a changed place that a reason quotes

_OPENS = "([{\"'“”„‘’‚«»‹›*_"
_CLOSES = ")]}\"'“”‘’«»‹›*_.,;:!?…،؛。、！"
_INSIDE = re.compile(r"\w[:.@]\S|@\w")
_MARKS = "%‰§/&@?؟？\\"  # beside all that Unicode calls a symbol
_APOSTROPHES = "'’ʼ"
_HYPHENS = "-‐‑\u00ad"
_STOP = (".", "!", "?", ":", "…", "؟", "۔", "。", "！", "？", "\n", "|")

# Spelling is judged in languages whose words these lists know; in any other a changed letter may be another word.
_NOT = {
    "en": "not no never none nobody nothing nor neither without cannot hardly unless except",
    "nl": "niet geen nooit niemand niets noch zonder nergens tenzij behalve",
    "pt": "não nunca jamais nada ninguém nenhum nenhuma nem sem exceto salvo",
    "es": "no nunca jamás nada nadie ningún ninguno ninguna ni sin tampoco excepto salvo",
    "fr": "ne n pas jamais rien aucun aucune personne ni sans sauf non plus guère hormis",
    "de": "nicht kein keine keinen keinem keiner keines nie niemals niemand nichts noch ohne weder außer",
    "ar": "لا لم لن ليس ليست ولا غير بدون دون بلا إلا ما",
    "sw": "si hapana bila wala kamwe sio siyo isipokuwa",
}
_MAY = {
    "en": "must should may shall might can could will would ought need needs have has",
    "nl": "moet moeten moest mag mogen kan kunnen kon zal zullen zou zouden hoeft hoeven dient dienen",
    "pt": "deve devem deverá deverão deveria deveriam pode podem poderá poderão poderia precisa precisam",
    "es": "debe deben deberá deberán debería deberían puede pueden podrá podrán podría tiene tienen",
    "fr": "doit doivent devra devront devrait devraient peut peuvent pourra pourront pourrait faut",
    "de": "muss müssen musste müsste soll sollen sollte sollten darf dürfen durfte dürfte kann können konnte könnte"
    " wird werden würde wurde würden wurden hätte hatte wäre wären waren",
    "ar": "يجب ينبغي يمكن يجوز يلزم",
    "sw": "lazima inapaswa wanapaswa anaweza wanaweza inaweza huenda inabidi ni",
}
_IF = {
    "en": "only if or and",
    "nl": "alleen als of en",
    "pt": "só se ou e",
    "es": "sólo solo si o y",
    "fr": "seul si ou et",
    "de": "nur wenn oder und",
    "ar": "فقط إذا أو و",
    "sw": "tu kama au na",
}
_COUNTED = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty hundred"
    " thousand million billion half quarter third double twice once first second both all every each any some most many"
    " few several more less least fewer percent before after until within",
    "nl": "nul een één twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig honderd duizend miljoen"
    " miljard half helft kwart derde dubbel eerste tweede beide alle elke ieder iedere meer minder minst meest procent"
    " voor na tot binnen",
    "pt": "zero um uma dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta cem mil milhão metade"
    " terço dobro primeiro segundo ambos todo todos toda todas cada qualquer mais menos antes depois até",
    "es": "cero un uno una dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien mil millón"
    " mitad tercio doble primero segundo ambos todo todos toda todas cada cualquier más menos antes después hasta",
    "fr": "zéro un une deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent mille million moitié"
    " tiers double premier second deux tout tous toute toutes chaque quelque plus moins avant après dès",
    "de": "null ein eine einen einem einer eines eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig"
    " dreißig hundert tausend million halb hälfte viertel drittel doppelt erste zweite beide alle jede jeder jedes mehr"
    " weniger mindestens höchstens prozent vor nach bis binnen",
}
# Words that may come or go: they change how a sentence sounds.
_LIGHT = {"en": frozenset({"the", "a", "an"}), "nl": frozenset({"de", "het"})}
_SPELT = frozenset(_COUNTED)


def is_editorial(before: str, after: str, lang: str) -> str:
    """Why a change is more than editorial, in a sentence; nothing where it is editorial.

    Editorial are white space, punctuation and the capital that begins a sentence; in English, Dutch, Portuguese,
    Spanish, French and German also a letter set right inside a word, and an English or Dutch article. At most one word
    in five is touched and never more than three: beyond that a reader should look again, whatever was touched. A letter
    at the beginning of a word can negate it and those at its end tell number and tense, so they count as another word;
    so does any letter of a word with a capital inside a sentence, which may be a name.
    """
    if len(before) > CAP or len(after) > CAP:
        return _("The text is too long to be looked through.")
    old, new = normal_form(before), normal_form(after)
    if old == new:
        return ""
    base = lang.split("-")[0].lower()
    marked = _marked(old, new)
    if marked:
        return marked
    was, now = _words(old), _words(new)
    return _strictness(was, now, base) or _spelling(was, now, base)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word without its hyphens, and whether it begins a sentence."""

    text: str
    begins: bool

    @property
    def key(self) -> str:
        return self.text.casefold()

    @property
    def is_name(self) -> bool:
        capitals = sum(letter.isupper() for letter in self.text)
        return capitals > 1 or (capitals == 1 and not self.begins)


def _marked(old: str, new: str) -> str:
    """What is no word and must stand as it stood: addresses, code, numbers, signs."""
    if list(_addresses(old)) != list(_addresses(new)) or _code(old) != _code(new):
        return _("A link, an address or a piece of code is another one.")
    was, now = list(_numbers(old)), list(_numbers(new))
    if was != now:
        return _("The numbers are others: {what}.", what=_first(was, now))
    was, now = list(_signs(old)), list(_signs(new))
    return _("The signs are others: {what}.", what=_first(was, now)) if was != now else ""


def _strictness(was: Sequence[_Word], now: Sequence[_Word], lang: str) -> str:
    """Words that say whether, how strictly and how much: the same ones, in the same order."""
    for lists, message in (
        (_NOT, N_("What is denied or excepted is said otherwise: {what}.")),
        (_MAY, N_("What must, should or may be done is said otherwise: {what}.")),
        (_IF, N_("The condition, or what belongs together, is said otherwise: {what}.")),
        (_COUNTED, N_("How much, how many or when is said otherwise: {what}.")),
    ):
        known = set(lists.get(lang, "").split())
        if _strict(was, known) == _strict(now, known):
            continue
        for gone, come in _places(was, now):
            if _strict(gone, known) != _strict(come, known):
                return _(message, what=_told(_around(gone, known), _around(come, known)))
    return ""


def _strict(words: Sequence[_Word], known: set[str]) -> list[str]:
    return [word.key for word in words if _counts(word.key, known)]


def _around(words: Sequence[_Word], known: set[str]) -> str:
    """The words of a changed place; of a long one those about the first word that counts."""
    if len(words) <= _TOLD:
        return _quoted(words)
    first = next((at for at, word in enumerate(words) if _counts(word.key, known)), 0)
    begin = max(0, first - 2)
    return f"{'… ' if begin else ''}{_quoted(words[begin : begin + _TOLD])}{' …' if begin + _TOLD < len(words) else ''}"


def _counts(key: str, known: set[str]) -> bool:
    return key in known or (key.endswith(("n't", "n’t")) and "not" in known)


def _spelling(was: Sequence[_Word], now: Sequence[_Word], lang: str) -> str:
    light = _LIGHT.get(lang, frozenset())
    old, new = ([word for word in words if word.key not in light] for words in (was, now))
    if len(old) != len(new):
        more = len(new) > len(old)
        return _(N_("There are more words: {what}.") if more else N_("There are fewer words: {what}."),
                 what=_moved(old, new))  # fmt: skip
    touched = _moved_light(was, now, light)
    for before, after in zip(old, new, strict=True):
        if before.text == after.text or (before.key == after.key and _only_begins(before, after)):
            continue
        doubtful = before.is_name or after.is_name or lang not in _SPELT or not _one_letter(before.key, after.key)
        if doubtful and (moved := _moved(old, new)):
            return _("The words are others, or stand in another order: {what}.", what=moved)
        if before.is_name or after.is_name:
            return _("“{old}” became “{new}”, which may name another.", old=before.text, new=after.text)
        if doubtful:
            return _("“{old}” became “{new}”, which may be another word.", old=before.text, new=after.text)
        touched += 1
    if touched > max(1, min(_MOST_WORDS, len(was) // _SHARE, len(now) // _SHARE)):
        return count("{number} word was touched, which is more than a correction.",
                     "{number} words were touched, which is more than a correction.", touched)  # fmt: skip
    return ""


def _moved_light(was: Sequence[_Word], now: Sequence[_Word], light: frozenset[str]) -> int:
    """How many articles came, went, or became another."""
    return sum(
        max(len(one), len(other))
        for one, other in zip(_between(was, light), _between(now, light), strict=True)
        if one != other
    )


def _between(words: Sequence[_Word], light: frozenset[str]) -> list[list[str]]:
    gaps: list[list[str]] = [[]]
    for word in words:
        if word.key in light:
            gaps[-1].append(word.key)
        else:
            gaps.append([])
    return gaps


def _only_begins(before: _Word, after: _Word) -> bool:
    """Whether two words differ in the capital that begins a sentence alone."""
    return (before.begins or after.begins) and before.text[1:] == after.text[1:]


def _one_letter(old: str, new: str) -> bool:
    """Whether one letter was set right inside a word: another one, one too many or too few, or two in wrong order."""
    if min(len(old), len(new)) < _SHORTEST:
        return False
    front = _same(old, new)
    back = _same(old[front:][::-1], new[front:][::-1])
    if not front or back < 2:
        return False
    gone, come = old[front : len(old) - back], new[front : len(new) - back]
    return max(len(gone), len(come)) == 1 or (len(gone) == 2 and gone == come[::-1])


def _same(old: str, new: str) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _addresses(text: str) -> Iterator[str]:
    """Every piece that may be an address or the target of a link: it has a colon, a full stop or an @ inside."""
    for piece in text.split():
        target = piece.rpartition("](")[2].rstrip(_CLOSES)
        if "](" in piece or "][" in piece or "]:" in piece or _INSIDE.search(target):
            yield target


def _code(text: str) -> str:
    """All from the first to the last mark of code: more than is code, which does no harm."""
    places = [place for mark in ("`", "~~~") for place in (text.find(mark), text.rfind(mark)) if place >= 0]
    return text[min(places) : max(places) + 3] if places else ""


def _numbers(text: str) -> Iterator[str]:
    for piece in text.split():
        if any(letter.isnumeric() for letter in piece):
            yield piece.lstrip(_OPENS).rstrip(_CLOSES)


def _signs(text: str) -> Iterator[str]:
    for letter in text:
        if letter in _MARKS or unicodedata.category(letter)[0] == "S":
            yield letter


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    held, begins = "", True
    for place, letter in enumerate(f"{text} "):
        if _is_letter(letter) or (held and letter in _APOSTROPHES and _is_letter(text[place + 1 : place + 2])):
            held += "’" if letter in _APOSTROPHES else letter
        elif held and letter in _HYPHENS and _is_letter(text[place + 1 : place + 2]):
            continue
        else:
            if held:
                found.append(_Word(held, begins))
                held, begins = "", False
            begins = begins or letter in _STOP
    return found


def _is_letter(text: str) -> bool:
    """Letters with the signs that belong to them, digits, and the joiners inside words of some scripts."""
    if not text or text == "\u00ad":
        return False
    category = unicodedata.category(text)
    return category[0] in "LMN" or category == "Cf"


def _differing(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """Each place where two lists differ, so that a word that came in is not taken for a change of the one after it."""
    for kind, a, b, c, d in SequenceMatcher(None, was, now).get_opcodes():
        if kind != "equal":
            yield slice(a, b), slice(c, d)


def _places(was: Sequence[_Word], now: Sequence[_Word]) -> Iterator[tuple[Sequence[_Word], Sequence[_Word]]]:
    """What went and what came, place by place."""
    for gone, come in _differing([word.key for word in was], [word.key for word in now]):
        yield was[gone], now[come]


def _moved(was: Sequence[_Word], now: Sequence[_Word]) -> str:
    """The first place that has more or fewer words than before, as people read it; nothing where there is none."""
    uneven = ((gone, come) for gone, come in _places(was, now) if len(gone) != len(come))
    gone, come = next(uneven, ((), ()))
    return _told(_around(gone, set()), _around(come, set())) if gone or come else ""


def _first(was: Sequence[str], now: Sequence[str]) -> str:
    gone, come = next(_differing(was, now))
    return _told(" ".join(was[gone][:_TOLD]), " ".join(now[come][:_TOLD]))


def _quoted(words: Sequence[_Word]) -> str:
    return " ".join(word.text for word in words)


def _told(gone: str, come: str) -> str:
    """What became of one place, as people read it."""
    if not gone:
        return _("“{new}” came in", new=come)
    return _("“{old}” became “{new}”", old=gone, new=come) if come else _("“{old}” went", old=gone)
