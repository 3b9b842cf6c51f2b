"""What is made of all pages at once: ahead of the first reader, and for reading offline; whether the server lives."""
