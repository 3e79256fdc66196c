"""The same goal through the years: what was claimed of it, what changed between documents, where it came from and went.

Identity was decided when pages were read; this package reads the claims, says which count, and compares what is stated.
"""
