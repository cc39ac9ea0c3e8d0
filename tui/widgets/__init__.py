"""The desk's widgets: each takes a value, shows it as text, and posts what happened to it."""
