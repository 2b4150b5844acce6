"""Break the glass: life in danger, two people, sixty minutes."""
