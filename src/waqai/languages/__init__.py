"""What a language gives to coding: an analysis of its sentences, its frames and its function words."""
