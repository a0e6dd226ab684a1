package xnorsim.neurons;

/**
 * Units of the last layer: membranes accumulate without firing, and the class is the first unit with the largest
 * membrane (Algorithm 1, lines 16-22).
 */
public final class OutputUnits {

    private final UnitParameters parameters;
    private final boolean cannotWrap;
    private final long[] membranes;

    /** Builds the units, all membranes 0; their thresholds are not used. */
    public OutputUnits(UnitParameters parameters) {
        this.parameters = parameters;
        this.cannotWrap = parameters.cannotWrap();
        this.membranes = new long[parameters.units()];
    }

    /** The membranes in units of 2^-F; not to be written. */
    public long[] membranes() {
        return membranes;
    }

    /** Starts a sample: clears all membranes. */
    public void clear() {
        java.util.Arrays.fill(membranes, 0);
    }

    /**
     * Accumulates one dot per unit.
     *
     * @throws MembraneOverflowException if a membrane overflows under {@link Overflow#ERROR}
     */
    public void integrate(int[] dot) {
        Membranes.integrate(parameters, cannotWrap, membranes, dot, 0);
    }

    /** Index of the largest membrane, the first if several are equal. */
    public int largest() {
        int best = 0;
        for (int i = 1; i < membranes.length; i++) {
            if (membranes[i] > membranes[best]) {
                best = i;
            }
        }
        return best;
    }
}
