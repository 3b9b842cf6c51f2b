"""What every page stands on: the site, the templates, handlers and their errors."""
