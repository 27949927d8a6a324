"""Everything that knows Telegram; thin: read, call core, render, send."""
