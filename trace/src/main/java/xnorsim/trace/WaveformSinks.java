package xnorsim.trace;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import xnorsim.base.InputException;
import xnorsim.base.Printable;
import xnorsim.base.Registry;

/** The available waveform formats. */
public final class WaveformSinks {
    private static final String DEFAULT = "vcd";
    /** Endings of other programs' waveform formats: such a name would mislead unless the format is registered. */
    private static final Set<String> KNOWN = Set.of(".fst", ".ghw", ".lxt", ".lxt2", ".vzt");
    private static final List<WaveformSink.Kind> KINDS = registered();

    private WaveformSinks() {}

    private static List<WaveformSink.Kind> registered() {
        List<WaveformSink.Kind> kinds = Registry.of("waveform", WaveformSink.Kind.class,
                ServiceLoader.load(WaveformSink.Kind.class, WaveformSinks.class.getClassLoader())).all();
        Set<String> endings = new HashSet<>();
        for (WaveformSink.Kind kind : kinds) {
            for (String ending : kind.endings()) {
                if (!ending.startsWith(".") || !ending.equals(ending.toLowerCase(Locale.ROOT))) {
                    throw new InputException("extension " + kind.getClass().getName() + ": an ending is "
                            + Printable.value(ending) + ", expected a dot and lower-case letters");
                }
                if (!endings.add(ending)) {
                    throw new InputException("extension " + kind.getClass().getName() + ": an ending is " + ending
                            + ", which another waveform format already has");
                }
            }
        }
        return kinds;
    }

    /** All formats, built-in ones first. */
    public static List<WaveformSink.Kind> kinds() {
        return KINDS;
    }

    /**
     * The format for a file name: that of the longest matching ending, by default VCD.
     *
     * @throws InputException if the ending is of a known format that is not registered
     */
    public static WaveformSink.Kind of(Path file) {
        String name = name(file);
        Optional<String> ending = ending(name);
        Optional<String> other = KNOWN.stream().filter(name::endsWith).findFirst();
        if (ending.isEmpty() && other.isPresent()) {
            throw new InputException(file + ": " + other.get().substring(1).toUpperCase(Locale.ROOT)
                    + " is not written, expected a name ending in "
                    + InputException.oneOf(KINDS.stream().flatMap(kind -> kind.endings().stream()).toList())
                    + (other.get().equals(".fst") ? "; vcd2fst converts it" : ""));
        }
        return KINDS.stream()
                .filter(kind -> ending.map(kind.endings()::contains).orElse(kind.key().equals(DEFAULT))).findFirst()
                .orElseThrow(() -> new IllegalStateException("no format of waveforms is registered as " + DEFAULT));
    }

    /** Whether a file's name has the ending of a format, so that the format is meant. */
    public static boolean isNamed(Path file) {
        return ending(name(file)).isPresent();
    }

    /** A file name without the ending of its format. */
    public static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ending(name(file)).map(String::length).orElse(0));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    private static Optional<String> ending(String name) {
        return KINDS.stream().flatMap(kind -> kind.endings().stream()).filter(name::endsWith)
                .max((one, two) -> Integer.compare(one.length(), two.length()));
    }
}
