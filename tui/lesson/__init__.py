"""The lesson of ten minutes that `handbook demo` plays: its steps, and the desk that shows them one at a time."""
