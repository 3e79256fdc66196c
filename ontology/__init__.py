"""What the words mean, what an identifier is, what a dataset is and what is valid. Reads files only."""
