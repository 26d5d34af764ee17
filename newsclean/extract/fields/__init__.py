"""What is known of names, dates and addresses, for pages of markup and dumps of text alike."""
