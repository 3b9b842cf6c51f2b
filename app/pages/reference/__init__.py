"""The pages to look things up in: glossary, formula sheet, field guide, libraries, search."""
