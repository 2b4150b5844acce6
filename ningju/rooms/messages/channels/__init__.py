"""The ways out of the house: text, e-mail, push, and the staff's bots."""
