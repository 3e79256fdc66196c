"""The forms of an answer of tracing: files for machines and people, tables, and pictures. `offered` names them."""
