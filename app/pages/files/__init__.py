"""The files that pages load: scripts, styles, bundles, the playground's worker."""
