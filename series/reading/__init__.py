"""What a page shows, read from the database at once and handed to templates as plain values."""
