"""Messages: telling people what came of it, by the channel they chose."""
