package xnorsim.arrays.cell;

import java.util.ServiceLoader;
import xnorsim.base.Registry;

/** The gates that architecture files can name. */
public final class CellGates {
    private static final CellGate XNOR = new XnorGate();

    private CellGates() {}

    /** Looked up when first asked for: a run without the key starts sooner. */
    private static final class Gates {
        private static final Registry<CellGate> ALL = Registry.of("gate", CellGate.class,
                ServiceLoader.load(CellGate.class, CellGates.class.getClassLoader()));
    }

    /** All that are registered. */
    public static Registry<CellGate> registry() {
        return Gates.ALL;
    }

    /** The registered gate of a name that is known to be there. */
    public static CellGate of(String key) {
        return Gates.ALL.find(key).orElseThrow(() -> new IllegalStateException("no gate is registered as " + key));
    }

    /** The paper's gate. */
    public static CellGate xnor() {
        return XNOR;
    }
}
