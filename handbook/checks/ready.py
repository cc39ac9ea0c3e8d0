"""Whether a practice can be published: what a check would say of it once it is, beside what its review says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handbook.checks.content import ESSENTIALS
from handbook.checks.evidence import NONE
from handbook.checks.finding import Finding, Severity
from handbook.checks.one import of_practice
from handbook.editions.review import as_published, may_publish
from handbook.model.handbook import Handbook
from handbook.model.ownwords import Runs
from handbook.model.review import Review

_TOLD = (ESSENTIALS, NONE)  # by `may_publish`, in the words of a practice that is not published yet


def _as_checked(finding: Finding) -> str:
    return f"{finding.message} {finding.todo}"


def in_the_way(
    handbook: Handbook,
    edition: str,
    practice: str,
    review: Review,
    *,
    runs: Mapping[str, Runs] | None = None,
    say: Callable[[Finding], str] = _as_checked,
) -> list[str]:
    """Why a practice cannot be published yet, in sentences: what is to fix, who has not reviewed it, what is open.

    What is to fix is told by `say`. Nothing is read, so an unsaved practice can be asked about too. Raises
    UnknownEdition and UnknownPractice.
    """
    # What a published practice must have is asked of it before it is one.
    found = of_practice(as_published(handbook, edition, practice), edition, practice, runs=runs)
    errors = [one for one in found if one.rule.severity is Severity.ERROR and one.rule not in _TOLD]
    return may_publish(handbook, edition, practice, review, [say(one) for one in errors])
