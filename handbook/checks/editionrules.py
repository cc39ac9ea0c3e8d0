"""The rules of the family “editions”, which three rooms check: chains, changes and translations."""

from __future__ import annotations

from handbook.checks.finding import Rule, Severity

E, W, A = Severity.ERROR, Severity.WARNING, Severity.ADVICE

UNKNOWN_PARENT = Rule("editions-unknown-parent", E, "An edition builds on one that is not here")
CYCLE = Rule("editions-cycle", E, "Editions build on each other in a circle")
LONG_CHAIN = Rule("editions-long-chain", E, "Too many editions build on each other")
PIN = Rule("editions-pin", E, "The release that an edition is pinned to cannot be read")
LOCAL_ID = Rule("editions-local-id", E, "A local entry or item does not bear its edition in its id")
UNKNOWN_LANGUAGE = Rule("editions-unknown-language", W, "A file is in a language that the edition does not name")

UNKNOWN_PRACTICE = Rule("editions-unknown-practice", E, "A change or translation of an entry that is not there")
UNKNOWN_UNIT = Rule("editions-unknown-unit", E, "A change or translation of something the entry does not have")
UNKNOWN_LIST = Rule("editions-unknown-list", E, "An addition to a list that entries do not have")
CANNOT_ADAPT = Rule("editions-cannot-adapt", E, "A change of something that editions cannot change")
WRONG_VALUE = Rule("editions-wrong-value", E, "A change does not say what such a unit can hold")
NO_REASON = Rule("editions-no-reason", W, "A change without a reason")
NOT_FOR_US = Rule("editions-not-for-us", E, "An entry is set aside without a reason")
NEEDLESS = Rule("editions-needless", A, "A change that changes nothing")
NO_BASE = Rule("editions-no-base", W, "It is not known which words a change or translation was written against")
BASE_MISSING = Rule("editions-base-missing", W, "The words a change or translation was written against are gone")
UNKNOWN_ANCHOR = Rule("editions-unknown-anchor", A, "An item stands after one that is not there")

CONFLICT = Rule("editions-conflict", W, "Both editions changed the same sentence or value")
STALE = Rule("editions-stale", A, "The shared edition has changed since")
ORPHANED = Rule("editions-orphaned", W, "What was changed is gone from the shared edition")
CLAIMED = Rule("editions-claimed", W, "The shared edition uses a local id for other words")
CONVERGED = Rule("editions-converged", A, "The shared edition now says the same")
DISPLACED = Rule("editions-displaced", W, "The neighbours of an item are gone")
OUTDATED = Rule("editions-outdated-translation", A, "The words have changed since they were translated")

RULES = (
    UNKNOWN_PARENT, CYCLE, LONG_CHAIN, PIN, LOCAL_ID, UNKNOWN_LANGUAGE, UNKNOWN_PRACTICE, UNKNOWN_UNIT, UNKNOWN_LIST,
    CANNOT_ADAPT, WRONG_VALUE, NO_REASON, NOT_FOR_US, NEEDLESS, NO_BASE, BASE_MISSING, UNKNOWN_ANCHOR, CONFLICT, STALE,
    ORPHANED, CLAIMED, CONVERGED, DISPLACED, OUTDATED,
)  # fmt: skip
