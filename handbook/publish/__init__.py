"""From resolved practices to a site per edition."""
