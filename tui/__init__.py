"""The editors' desk in the terminal: an app over screens over widgets. It writes nothing but through the library."""

import os

# Textual draws when a tick comes, and reads this when it is imported: at 60 a second a key waits up to 33 ms for two.
os.environ.setdefault("TEXTUAL_FPS", "120")
