"""Volunteering (志愿): small things to do, and who said they would."""
