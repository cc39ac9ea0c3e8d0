"""Invented sentences about running a community of Internet governance, and the ways in which an editor rewords one."""

from __future__ import annotations

import random
import re

WHO = (
    "the secretariat", "the steering group", "the national registry", "the regulator", "the ministry",
    "the consumer body", "the police", "the response team", "a small provider", "the programme committee",
    "the youth group", "the hotline", "the exchange point", "a university", "the bar association",
    "the host of the year", "the library service", "the working group", "the treasurer", "the moderator",
)  # fmt: skip
# How somebody does it, and how one is told to do it.
DOES = (
    ("publishes the list of contacts", "publish the list of contacts"),
    ("invites everybody who spoke last time", "invite everybody who spoke last time"),
    ("writes down who promised what", "write down who promised what"),
    ("asks the operators for their figures", "ask the operators for their figures"),
    ("sends the draft to the members", "send the draft to the members"),
    ("tests the procedure with a real case", "test the procedure with a real case"),
    ("explains the decision in plain words", "explain the decision in plain words"),
    ("compares three offers", "compare three offers"),
    ("answers every report it receives", "answer every report that comes in"),
    ("names one person to call", "name one person to call"),
    ("shares the costs of the meeting", "share the costs of the meeting"),
    ("reads the new law line by line", "read the new law line by line"),
    ("trains the people at the desk", "train the people at the desk"),
    ("keeps the minutes on two pages", "keep the minutes on two pages"),
    ("collects what the victims need", "collect what the victims need"),
    ("tells the members what became of it", "tell the members what became of it"),
    ("books a room that wheelchairs can enter", "book a room that wheelchairs can enter"),
    ("pays the travel of those who have no budget", "pay the travel of those who have no budget"),
    ("reviews the list of open promises", "review the list of open promises"),
    ("translates the invitation", "translate the invitation"),
    ("takes down what is plainly illegal", "take down what is plainly illegal"),
    ("keeps a copy of the agreement", "keep a copy of the agreement"),
    ("measures how long an answer takes", "measure how long an answer takes"),
    ("opens the mailing list to newcomers", "open the mailing list to newcomers"),
    ("puts the accounts on its site", "put the accounts on the site"),
    ("meets the providers in person", "meet the providers in person"),
)  # fmt: skip
WHEN = (
    "once a month", "every quarter", "before the summer", "within two weeks", "after each meeting",
    "at the start of the year", "before the budget is fixed", "on the first Monday", "as soon as the text is stable",
    "long before the deadline", "while the memory is fresh", "at every annual meeting", "within five working days",
    "two months ahead", "between two elections", "on the day of the report",
)  # fmt: skip
HOW = (
    "in the open", "by e-mail and by phone", "in two languages", "with a note of who objected",
    "without naming the source", "in one page", "with the help of volunteers", "from a shared calendar",
    "at no cost for those who come", "in the order of arrival", "through a neutral body", "in front of the members",
    "with a form of five lines", "over a cup of coffee", "by a show of hands", "in writing",
)  # fmt: skip
WHY = (
    "so that nobody hears of it from the press", "because people leave and take what they know with them",
    "so that a newcomer finds the thread", "because silence is read as consent", "so that the next team need not guess",
    "since a promise without a date is none", "because small bodies have no lawyer",
    "so that those who pay know what for", "because trust grows by being tested", "so that no call is lost at night",
    "since the law says little about it", "because a rumour travels faster than a report",
    "so that everybody prepares with the same text", "because the same five people cannot do it all",
    "since nobody reads what is sent too late", "so that the critics are in the room",
)  # fmt: skip
IF = (
    "if the budget is cut", "where no law covers it", "when a provider refuses", "if two members disagree",
    "where the line is poor", "when the press calls first", "if the chair is away", "where there is no hotline yet",
    "when a case crosses the border", "if nobody answers", "when elections are near", "where trust has been broken",
    "if the source asks for silence", "when the volunteers are tired",
)  # fmt: skip
SPAN = ("days", "weeks", "months")
WHOM = ("members", "providers", "speakers", "ministries", "operators", "newcomers")
CLASSES = (WHO, tuple(one for one, _ in DOES), tuple(one for _, one in DOES), WHEN, HOW, WHY, IF, SPAN, WHOM)

_STATEMENTS = (
    "{who} {does} {when}", "{who} {does} {how}, {why}", "{if_}, {who} {does} {when}", "{when}, {who} {does} {how}",
    "it takes {n} {span} until {who} {does}", "{n} of {m} {whom} said that {who} {does} {when}",
    "{who} {does} {when}, {why}", "in {n} {span} {who} {does} {how}",
)  # fmt: skip
_ORDERS = (
    "{do} {when}, {why}", "{do} {how}", "{if_}, {do} {how}", "{do} {when}", "{do} {how}, {why}",
    "with {n} {whom} or more, {do} {when}", "{do} within {n} {span}",
)  # fmt: skip


class Phrases:
    """Sentences that were not said before, from one dice."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.said: set[str] = set()

    def sentence(self, *, order: bool = False) -> str:
        """A new sentence: a statement, or what to do."""
        return self._new(_ORDERS if order else _STATEMENTS) + "."

    def text(self, count: int, *, order: bool = False) -> str:
        """Several new sentences in one paragraph."""
        return " ".join(self.sentence(order=order and not at) for at in range(count))

    def title(self, subject: str) -> str:
        """A title, as an instruction."""
        return f"{subject} {self.dice.choice(self.dice.choice([WHEN, HOW]))}"

    def reworded(self, sentence: str) -> str:
        """The sentence with one of its phrases put in another way, or another sentence where none is known."""
        for phrases in self.dice.sample(CLASSES, len(CLASSES)):
            for phrase in self.dice.sample(phrases, len(phrases)):
                for old in (phrase, _capital(phrase)):
                    found = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", sentence)
                    if found:
                        other = self.dice.choice([one for one in phrases if one != phrase])
                        new = _capital(other) if old != phrase else other
                        return sentence[: found.start()] + new + sentence[found.end() :]
        return self.sentence()

    def renumbered(self, sentence: str) -> str:
        """The sentence with another number in it, or reworded where it has none."""
        found = re.search(r"\d+", sentence)
        if not found:
            return self.reworded(sentence)
        number = self.dice.choice([one for one in range(2, 30) if str(one) != found[0]])
        return sentence[: found.start()] + str(number) + sentence[found.end() :]

    def _new(self, shapes: tuple[str, ...]) -> str:
        while True:
            does, order = self.dice.choice(DOES)
            made = self.dice.choice(shapes).format(
                who=self.dice.choice(WHO), does=does, do=order, when=self.dice.choice(WHEN), how=self.dice.choice(HOW),
                why=self.dice.choice(WHY), if_=self.dice.choice(IF), span=self.dice.choice(SPAN),
                whom=self.dice.choice(WHOM), n=self.dice.randint(2, 14), m=self.dice.randint(15, 40),
            )  # fmt: skip
            if made not in self.said:
                self.said.add(made)
                return _capital(made)


def sentences(text: str) -> list[str]:
    """The sentences of a text, told apart without the code under test."""
    return [one for one in re.split(r"(?<=[.!?])\s+", text.strip()) if one]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
