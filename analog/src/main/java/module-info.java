/**
 * Analog readouts: margins, closed-form error probabilities, netlists for ngspice, attribution of wrong spikes.
 */
module xnorsim.analog {
    requires static org.jspecify;
    requires commons.math3;
    requires transitive xnorsim.chip;

    exports xnorsim.analog;
    exports xnorsim.analog.chance;
    exports xnorsim.analog.margin;
}
