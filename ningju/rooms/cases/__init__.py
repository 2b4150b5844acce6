"""Whatever needs an answer: one life cycle, one code, one link, one clock (事项)."""
