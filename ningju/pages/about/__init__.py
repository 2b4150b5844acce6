"""Who this neighbourhood is: programme, words, timeline, blocks, numbers, and where the data comes from."""
