"""Care: the register that people join themselves, and the contact they asked for."""
