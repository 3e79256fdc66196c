"""HTTP: content negotiation, SPARQL, JSON and pages for people."""
