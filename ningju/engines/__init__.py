"""Numbers in, numbers out: no Django, no network, no files; engines never import each other."""
