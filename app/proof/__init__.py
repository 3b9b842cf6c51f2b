"""What `check-lessons` proves of a course: claims, questions, ideas, links, the page of the libraries."""
