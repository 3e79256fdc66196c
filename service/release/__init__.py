"""A release: everything that the service reads, in one folder that never changes."""
