"""Measuring: a corpus of fictional goal pages with known truth, a plain rival, and the figures of reading."""
