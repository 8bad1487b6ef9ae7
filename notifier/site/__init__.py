"""An edge: arguments in, a flow, words out."""
