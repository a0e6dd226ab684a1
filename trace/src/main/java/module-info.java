/** Observers of signals: waveforms in registered formats, VCD among them. */
module xnorsim.trace {
    requires static org.jspecify;
    requires transitive xnorsim.sim;
    requires transitive xnorsim.base;

    exports xnorsim.trace;
    exports xnorsim.trace.gtkw;
    exports xnorsim.trace.trigger;
    exports xnorsim.trace.vcd.read;

    uses xnorsim.trace.WaveformSink.Kind;

    provides xnorsim.trace.WaveformSink.Kind
            with xnorsim.trace.vcd.VcdWriter.Kind;
}
