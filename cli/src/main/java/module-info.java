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
    opens xnorsim.cli.analog to info.picocli;
    opens xnorsim.cli.io to info.picocli;
    opens xnorsim.cli.macro to info.picocli;
    opens xnorsim.cli.model to info.picocli;
    opens xnorsim.cli.proof to info.picocli;
    opens xnorsim.cli.run to info.picocli;
    opens xnorsim.cli.study to info.picocli;
    opens xnorsim.cli.waveform to info.picocli;
}
