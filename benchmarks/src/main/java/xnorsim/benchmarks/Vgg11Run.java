package xnorsim.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.LayerReport;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.file.NetworkFile;

/**
 * Runs {@link Vgg11} once with the reference model, once more under the Flight Recorder, and adds what it found to a
 * table: the peak of the heap, the spike rates, the profile.
 */
public final class Vgg11Run {

    private static final Duration SAMPLE = Duration.ofMillis(10);
    private static final Duration PROFILED = Duration.ofSeconds(8);
    private static final double MEGABYTE = 1e6;

    private Vgg11Run() {}

    /** Arguments: the table to add to, the round, the number of images to profile, the model file to write. */
    public static void main(String[] arguments) throws IOException {
        Path table = Path.of(arguments[0]);
        int round = Integer.parseInt(arguments[1]);
        int images = Integer.parseInt(arguments[2]);
        Mapping mapping = new Mapping(Vgg11.network(), Architecture.defaults());
        NetworkFile.write(Path.of(arguments[3]), mapping.network(), Map.of());
        LabelledImages data = Vgg11.images(Vgg11.INPUT, images);
        NetworkReport compared = run(mapping, data, 1, true);
        if (compared.comparison().spikesCompared() == 0 || compared.comparison().spikesDifferent() != 0
                || compared.comparison().membranesDifferent() != 0) {
            throw new IllegalStateException(
                    "VGG-11 differs from the reference model: " + compared.comparison().spikesDifferent()
                            + " spikes, " + compared.comparison().membranesDifferent() + " membranes");
        }
        StringBuilder rows = new StringBuilder();
        for (LayerReport layer : compared.layers()) {
            layer.spikeRate().ifPresent(rate -> row(rows, "vgg11.rate", layer.name(), round, rate));
        }
        profile(mapping, data, images).forEach((method, share) -> row(rows, "profile", method, round, share));
        row(rows, "vgg11.heap", "MB", round, heapPeak() / MEGABYTE);
        Files.writeString(table, rows, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static NetworkReport run(Mapping mapping, LabelledImages data, int images, boolean compare) {
        Session session = new Session(mapping, SessionInput.of(data, mapping.network(), images, 1))
                .kernel(PopcountKernels.chosen());
        if (compare) {
            session.compare(mapping.network());
        }
        return session.run();
    }

    private static void row(StringBuilder rows, String row, String parameter, int round, double value) {
        rows.append(row).append(',').append(parameter).append(',').append(round).append(',').append(value).append('\n');
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(Vgg11Run::peak).sum();
    }

    private static long peak(MemoryPoolMXBean pool) {
        return pool.getPeakUsage().getUsed();
    }

    private static Map<String, Double> profile(Mapping mapping, LabelledImages data, int images) throws IOException {
        run(mapping, data, images, false);
        Path file = Files.createTempFile("xnorsim-profile", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(SAMPLE);
            recording.start();
            long end = System.nanoTime() + PROFILED.toNanos();
            while (System.nanoTime() < end) {
                run(mapping, data, images, false);
            }
            recording.stop();
            recording.dump(file);
            return shares(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Double> shares(Path recording) throws IOException {
        Map<String, Double> samples = new TreeMap<>();
        int count = 0;
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (event.getStackTrace() == null) {
                continue;
            }
            count++;
            String method = event.getStackTrace().getFrames().stream().map(Vgg11Run::name)
                    .filter(name -> name.startsWith("xnorsim.")).findFirst().orElse("outside the simulator");
            samples.merge(method.replaceFirst("^xnorsim\\.", ""), 1.0, Double::sum);
        }
        int all = Math.max(1, count);
        samples.replaceAll((method, number) -> number / all);
        return samples;
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }
}
