"""Reading tools that ingestion and fact-checking share: sentences, names, quantities, periods."""
