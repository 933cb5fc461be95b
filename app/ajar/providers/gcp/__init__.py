"""Google Cloud: its session, and one module for each kind of resource."""
