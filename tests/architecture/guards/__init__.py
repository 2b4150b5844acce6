"""One module a rule; each takes a tree, a model or an address list and returns findings, one line each."""
