"""From a dataset to answers. What comes in from `ingest` comes as files."""
