"""What is known of languages, wars and events, as data: loading and checking."""
