"""The line, one pure module a step: no input, no output, no clock, no randomness."""
