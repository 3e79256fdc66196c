"""What is asked of the engine, and what is made of its rows."""
