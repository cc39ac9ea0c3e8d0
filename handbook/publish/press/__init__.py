"""What a run of publishing needs around the pages: caches, pins, the root page, an edition's colours."""
