"""Places (地点): stations, buildings, dispatch sites, counters, lunch points, and what is there now."""
