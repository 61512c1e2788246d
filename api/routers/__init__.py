"""What the HTTP application answers, one module for each kind of resource."""
