package xnorsim.chip.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import xnorsim.chip.control.Cause;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.Session;
import xnorsim.network.Layer;
import xnorsim.trace.RecordingOptions;
import xnorsim.trace.WaveformRecorder;
import xnorsim.trace.WaveformScope;

/** The handshakes between a chip's controller and its layers as a waveform, in a separate simulation. */
public final class HandshakeTrace {
    private HandshakeTrace() {}

    /**
     * Simulates the first image or the stream of {@code session} and writes {@code file}.
     *
     * @throws IOException if it cannot be written; the message names it
     */
    public static void record(Path file, Session session) throws IOException {
        ChipSimulation chip = session.chip();
        List<WaveformScope> scopes = new ArrayList<>();
        scopes.add(new WaveformScope("chip", List.of(chip.clock())));
        List<Layer> layers = session.mapping().network().layers();
        for (int l = 0; l < layers.size(); l++) {
            scopes.add(new WaveformScope("chip.layer" + l + "_" + layers.get(l).name(), chip.handshakes(l)));
        }
        String states = Arrays.stream(Cause.values()).map(cause -> cause.ordinal() + " " + cause.key())
                .collect(Collectors.joining(", "));
        try (WaveformRecorder waveform = WaveformRecorder.open(file, chip.scheduler(), scopes,
                new RecordingOptions(List.of("state: " + states), false))) {
            session.simulate(chip);
            waveform.finish();
        }
    }
}
