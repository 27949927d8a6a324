"""Lantern: tells children who are alone in Belgium their rights, in simple words, in 13 languages."""
