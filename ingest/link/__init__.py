"""From the records of one body to its graphs: pure, body by body."""
