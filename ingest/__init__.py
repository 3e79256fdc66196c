"""From pages to a dataset. Knows no store, no web framework and no service."""
