"""My page: what is held about me, who looked, take it with me, erase it."""
