"""Search over a release: reads words as people type them, finds things by them, and shows where they stand."""
