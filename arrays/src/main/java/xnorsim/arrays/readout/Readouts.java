package xnorsim.arrays.readout;

import java.util.List;
import java.util.ServiceLoader;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;
import xnorsim.base.MapKind;
import xnorsim.base.Registry;
import xnorsim.base.Section;

/** The kinds of readout available in architecture files. */
public final class Readouts {
    private static final Registry<Readout.Kind> KINDS = Registry.of("readout", Readout.Kind.class,
            ServiceLoader.load(Readout.Kind.class, Readouts.class.getClassLoader()));

    private Readouts() {}

    /** All registered kinds. */
    public static Registry<Readout.Kind> registry() {
        return KINDS;
    }

    /**
     * The readout of the map {@code readout} in an architecture file; by default the ideal one.
     *
     * @param map           a node, possibly missing
     * @param clockPeriodPs picoseconds of a cycle
     * @param outside       keys of architectures, which a misplaced key may be
     * @throws InputException if it is not a map, names an unknown kind, or has an invalid key or value
     */
    public static Readout read(JsonNode map, long clockPeriodPs, List<String> outside) {
        if (map.isMissingNode()) {
            return Readout.ideal();
        }
        Readout.Kind kind = MapKind.of(KINDS, "architecture", "readout", map, outside);
        try {
            return kind.read(new Section(AnalogKind.WHERE, map), clockPeriodPs);
        } catch (IllegalArgumentException e) {
            throw new InputException(AnalogKind.WHERE + ": " + e.getMessage(), e);
        }
    }
}
