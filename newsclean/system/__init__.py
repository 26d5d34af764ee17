"""What the operating system asks of us: files, paths, streams, terminals, locks and limits."""
