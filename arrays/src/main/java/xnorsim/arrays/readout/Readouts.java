package xnorsim.arrays.readout;

import java.util.ServiceLoader;
import xnorsim.base.Registry;

/** The kinds of readout available in architecture files. */
public final class Readouts {
    private static final Registry<Readout.Kind> KINDS = Registry.of("readout", Readout.Kind.class,
            ServiceLoader.load(Readout.Kind.class, Readouts.class.getClassLoader()));

    private Readouts() {}

    /** All registered kinds. */
    public static Registry<Readout.Kind> registry() {
        return KINDS;
    }
}
