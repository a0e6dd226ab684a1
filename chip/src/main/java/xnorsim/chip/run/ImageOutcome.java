package xnorsim.chip.run;

import java.util.Optional;

/** One image's result, its label, and the comparison if there was one. */
record ImageOutcome(ImageResult result, int label, Optional<Comparison> comparison) {}
