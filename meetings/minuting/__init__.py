"""Writing minutes: the skeleton, paragraphs in order, and labels that are never given twice."""
