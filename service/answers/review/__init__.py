"""The review of one document: what in its pages asks for a look, per portfolio holder, each with its words."""
