package xnorsim.cli.waveform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;
import xnorsim.chip.control.Cause;
import xnorsim.chip.layout.ArrayPhase;
import xnorsim.cli.io.Output;
import xnorsim.trace.gtkw.GtkwView;
import xnorsim.trace.WaveformScope;
import xnorsim.trace.WaveformSinks;

/** The view of GTKWave that is saved beside a waveform, and the files with the names of codes that it needs. */
final class WaveformView {
    private static final int CYCLES_SHOWN = 20;
    private static final Map<String, List<String>> NAMES = Map.of("phase", phases(), "state",
            Arrays.stream(Cause.values()).map(Cause::name).toList());

    private static final FileKind VIEW = new FileKind("a view of GTKWave", FileKind.ANY_SIZE);

    private WaveformView() {}

    /** The names of the phases, in the order of their codes. */
    static List<String> phases() {
        return Arrays.stream(ArrayPhase.values()).map(ArrayPhase::name).toList();
    }

    /** Whether a view can be beside that file: not beside a pipe or a device, nor what GTKWave does not open. */
    static boolean isPossible(Path waveform) {
        return WaveformSinks.of(waveform).isForGtkwave() && (!Files.exists(waveform) || Files.isRegularFile(waveform));
    }

    /** The files that belong to a waveform. */
    static List<Path> files(Path waveform) {
        return List.of(beside(waveform, ".gtkw"), beside(waveform, ".phase.txt"), beside(waveform, ".state.txt"));
    }

    private static Path beside(Path waveform, String ending) {
        return waveform.resolveSibling(WaveformSinks.stem(waveform).replaceFirst("\\.gz$", "") + ending);
    }

    /** Writes the view of a waveform, unless there is one that a user saved. */
    static void write(Path waveform, List<WaveformScope> scopes, long startPs, long clockPeriodPs, Output output) {
        if (!isPossible(waveform)) {
            return;
        }
        Path view = beside(waveform, ".gtkw");
        if (isSomebodys(view)) {
            output.remark(view + " was not written by xnorsim and is kept");
            return;
        }
        Set<String> shown = scopes.stream().flatMap(scope -> scope.names().stream())
                .collect(Collectors.toSet());
        Map<String, String> names = new LinkedHashMap<>();
        NAMES.forEach((signal, codes) -> {
            if (shown.contains(signal)) {
                Path file = beside(waveform, "." + signal + ".txt");
                write(file, GtkwView.codes(3, codes));
                names.put(signal, fileName(file));
            }
        });
        write(view,
                new GtkwView(fileName(view), fileName(waveform), scopes, names, startPs, CYCLES_SHOWN * clockPeriodPs)
                        .text());
    }

    private static String fileName(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }

    private static boolean isSomebodys(Path view) {
        if (!Files.exists(view)) {
            return false;
        }
        byte[] ours = (GtkwView.FIRST_LINE + "\n").getBytes(StandardCharsets.UTF_8);
        try (InputStream in = VIEW.open(view)) {
            return !Arrays.equals(ours, in.readNBytes(ours.length));
        } catch (IOException e) {
            throw InputException.unwritable(view, e);
        }
    }

    private static void write(Path file, String text) {
        ReplacedFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
