"""Communities (社区): who they are, their blocks, words and timeline, and the address book."""
