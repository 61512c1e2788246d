"""Where quads live: readers and writers over the embedded store or any SPARQL 1.1 server."""
