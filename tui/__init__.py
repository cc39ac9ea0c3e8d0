"""The editors' desk in the terminal: an app over screens over widgets. It writes nothing but through the library."""
