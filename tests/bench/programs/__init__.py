"""Programs that are started and measured: pages of other makes, a server of files, a server that times itself."""
