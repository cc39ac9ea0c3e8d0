"""What the actions do, a module for each group: a function takes the app, and may wait for answers."""
