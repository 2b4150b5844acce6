"""The vault: a key per record, under a key per community, under the keys of the instance."""
