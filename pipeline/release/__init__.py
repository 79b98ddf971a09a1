"""What a build of many documents is made of: the work, who does it, and what is remembered of it."""
