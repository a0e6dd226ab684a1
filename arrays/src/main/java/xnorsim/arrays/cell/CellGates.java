package xnorsim.arrays.cell;

import java.util.ServiceLoader;
import xnorsim.base.Registry;

/** The gates available in architecture files. */
public final class CellGates {
    private static final CellGate XNOR = new XnorGate();

    private CellGates() {}

    /** Looked up on demand: a run without the key starts sooner. */
    private static final class Gates {
        private static final Registry<CellGate> ALL = Registry.of("gate", CellGate.class,
                ServiceLoader.load(CellGate.class, CellGates.class.getClassLoader()));
    }

    /** All registered gates. */
    public static Registry<CellGate> registry() {
        return Gates.ALL;
    }

    /** The registered gate of a known name. */
    public static CellGate of(String key) {
        return Gates.ALL.find(key).orElseThrow(() -> new IllegalStateException("no gate is registered as " + key));
    }

    /** The paper's gate. */
    public static CellGate xnor() {
        return XNOR;
    }
}
