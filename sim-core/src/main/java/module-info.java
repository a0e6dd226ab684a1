/** Discrete-event kernel: time, events, clocks, signals and probes. It knows no hardware. */
module xnorsim.sim {
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    exports xnorsim.sim;
}
