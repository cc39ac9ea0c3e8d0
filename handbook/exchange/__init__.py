"""What editions and their helpers hand in and out."""
