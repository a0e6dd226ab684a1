/** Analog readouts before any run: margins, probabilities in closed form, circuits for an independent simulator. */
module xnorsim.analog {
    requires static org.jspecify;
    requires commons.math3;
    requires transitive xnorsim.chip;

    exports xnorsim.analog;
}
