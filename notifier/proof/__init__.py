"""What goes into an evidence pack so that a stranger can check it: one file that needs nothing but Python."""
