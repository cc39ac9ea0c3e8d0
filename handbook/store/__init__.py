"""The disk: nothing else in the house touches it."""
