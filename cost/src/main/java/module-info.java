/** Energy, area and latency of a run, from counted events and a technology table in which every figure has a source. */
module xnorsim.cost {
    requires static org.jspecify;
    requires tools.jackson.databind;
    requires transitive xnorsim.chip;

    exports xnorsim.cost;
}
