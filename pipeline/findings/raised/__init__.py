"""One file a rule that is raised while reading, assembling, building or rendering; they have no check function."""
