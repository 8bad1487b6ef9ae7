"""They touch the world and decide nothing."""
