/** Studies: a network on many architectures, point by point, and what came of it. */
module xnorsim.explore {
    requires static org.jspecify;
    requires commons.math3;
    requires io.jenetics.ext;
    requires transitive tools.jackson.databind;
    requires transitive xnorsim.chip;
    requires xnorsim.analog;
    requires transitive xnorsim.cost;
    requires xnorsim.plot;

    exports xnorsim.explore;
    exports xnorsim.explore.report;
    exports xnorsim.explore.study;
}
