"""Pages of ours and their plain peers, asked in turns over real connections."""
