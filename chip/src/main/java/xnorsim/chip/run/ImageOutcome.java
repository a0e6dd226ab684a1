package xnorsim.chip.run;

import java.util.Optional;

/** Result and label of one image, and the comparison if made. */
record ImageOutcome(ImageResult result, int label, Optional<Comparison> comparison) {}
