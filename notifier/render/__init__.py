"""Values in, text out; pure."""
