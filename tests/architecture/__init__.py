"""The guards of the house: each rule as a function over a tree, held against ours and a planted one."""
