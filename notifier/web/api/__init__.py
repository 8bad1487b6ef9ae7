"""The interface for applications: one table of operations makes the routes, the checks and the document."""
