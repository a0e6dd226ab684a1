package xnorsim.arrays.readout;

import java.util.ServiceLoader;
import xnorsim.base.Registry;

/** The kinds of readouts that architecture files can name. */
public final class Readouts {
    private static final Registry<Readout.Kind> KINDS = Registry.of("readout", Readout.Kind.class,
            ServiceLoader.load(Readout.Kind.class, Readouts.class.getClassLoader()));

    private Readouts() {}

    /** All that are registered. */
    public static Registry<Readout.Kind> registry() {
        return KINDS;
    }
}
