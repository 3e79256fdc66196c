"""From the bytes of one page to its record: pure, page by page."""
