"""Moves the posts of a WordPress export into the site: series, pieces, people, topics, pictures, links and addresses."""
