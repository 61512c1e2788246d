"""The claims store: model, RDF, store, validation, reasoning, fact-checking and export."""
