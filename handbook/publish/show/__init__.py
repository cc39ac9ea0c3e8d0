"""What a page shows: from resolved practices and holdings to the views that templates see."""
