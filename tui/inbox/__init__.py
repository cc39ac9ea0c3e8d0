"""What waits for the editor, a module for each kind: how it is asked, and what each answer writes."""
