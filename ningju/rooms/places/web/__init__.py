"""Pages and taps of the room."""
