"""Pure verbs over handbooks: handbooks in, values or a plan out."""
