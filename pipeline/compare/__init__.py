"""Two records held against each other."""
