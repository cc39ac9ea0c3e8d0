"""What can go wrong, said so that a policy person can act on it: what failed, where, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file as shown to people, a line counted from 1, a unit path."""

    file: str
    line: int = 0
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class HandbookError(Exception):
    """The parent of all errors this project raises; only the command line and the desk turn them into words."""

    def __init__(self, what: str, *, where: Place | None = None, todo: str = "") -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(what)

    def __str__(self) -> str:
        """One sentence with its place in front and what to do behind."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f" {self.todo}" if self.todo else "")


class ReadError(HandbookError):
    """A file cannot be read as the handbook's YAML."""


class FormError(HandbookError):
    """A file is YAML but not of the form its kind asks for."""


class SaveRefused(HandbookError):
    """Nothing was written, since writing would have lost or changed something."""


class ChangedOnDisk(SaveRefused):
    """The file is no longer as it was when it was read."""


class UnknownEdition(HandbookError):
    """No edition of this workspace bears that id."""


class UnknownPractice(HandbookError):
    """No practice of this edition bears that id."""


class UnknownUnit(HandbookError):
    """A practice has no such unit."""


class ChainError(HandbookError):
    """Editions build on each other in a circle, on one that is not there, or through too many."""


class WorkspaceError(HandbookError):
    """A folder is no workspace, or its handbook.yaml cannot be used."""


class PublishError(HandbookError):
    """A site could not be published; the site that was there is left as it was."""


class ReleaseError(HandbookError):
    """A release cannot be found, made or taken in."""


class PinError(ChainError):
    """What `handbook.lock` names is not there, or is not what it says."""


class DecisionError(HandbookError):
    """What was asked cannot be done with this unit; nothing was written."""


class SignatureError(HandbookError):
    """A release could not be signed, or its signature is not one of a key that this edition trusts."""


class SignatureUnchecked(SignatureError):
    """Nobody has looked at the signature: the program or the list of trusted keys for it is not there."""


class PackError(HandbookError):
    """A file is no pack of a release, or more than that."""


class ParentError(HandbookError):
    """Releases cannot be fetched from an address."""
