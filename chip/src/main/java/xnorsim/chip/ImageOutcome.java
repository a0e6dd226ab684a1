package xnorsim.chip;

import java.util.Optional;

/** One image's result, its label, the host's time for the simulation alone, and the comparison if there was one. */
record ImageOutcome(ImageResult result, int label, double seconds, Optional<Comparison> comparison) {}
