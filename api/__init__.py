"""What the world sees: command line, HTTP, SPARQL protocol, MCP."""
