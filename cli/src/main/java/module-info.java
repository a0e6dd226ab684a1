/** The command line: one class per command. */
module xnorsim.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires tools.jackson.databind;
    requires xnorsim.analog;
    requires xnorsim.chip;
    requires xnorsim.cost;
    requires xnorsim.explore;
    requires xnorsim.network;
    requires xnorsim.nir;
    requires xnorsim.plot;
    requires xnorsim.proof;
    requires xnorsim.rtl;
    requires xnorsim.trace;
    requires static xnorsim.train;

    opens xnorsim.cli to info.picocli;
}
