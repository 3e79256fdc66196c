"""What runs queries: worker processes over a release, and the guard in front of them."""
