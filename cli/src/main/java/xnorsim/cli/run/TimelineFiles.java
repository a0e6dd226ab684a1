package xnorsim.cli.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import xnorsim.base.ReplacedFile;
import xnorsim.chip.control.Timeline;
import xnorsim.cli.io.OutputFiles;
import xnorsim.network.Layer;
import xnorsim.network.Network;

/** The options that ask for pictures of a chip's time, and the writing of them. */
final class TimelineFiles {
    @Option(names = "--timeline", paramLabel = "FILE", description = "Write the schedule of all layers, for the first"
            + " image or the stream, as Trace Event JSON for ui.perfetto.dev.")
    private Optional<Path> timeline;

    @Option(names = "--gantt", paramLabel = "FILE", description = "Write the schedule as a Gantt chart (.svg).")
    private Optional<Path> gantt;

    /** The files that are written. */
    List<Path> paths() {
        return Stream.of(timeline, gantt).flatMap(Optional::stream).toList();
    }

    /** Rejects, before the run, files that cannot be written. */
    void requireWritable() {
        paths().forEach(OutputFiles::requireWritable);
    }

    /** Writes the requested files. */
    void write(Network network, Timeline times, long clockPeriodPs) {
        List<String> layers = network.layers().stream().map(Layer::name).toList();
        timeline.ifPresent(file -> write(file, TraceEvents.of(network.name(), layers, times, clockPeriodPs)));
        gantt.ifPresent(file -> write(file, GanttChart.of(network.name(), layers, times, clockPeriodPs)));
    }

    private static void write(Path file, String text) {
        ReplacedFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
