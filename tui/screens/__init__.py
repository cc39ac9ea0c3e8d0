"""The desk's screens: each owns its keys and handlers, and asks the app for all that loads or saves."""
