package xnorsim.sim;

import jdk.incubator.vector.LongVector;

/**
 * The kernels that the process uses: scalar ones or those on the Vector API. Decided here only: vector if the module
 * {@code jdk.incubator.vector} is present and a vector holds at least four 64-bit lanes, else scalar; the system
 * property {@value #PROPERTY}, set to {@code scalar} or {@code vector}, overrides this.
 */
public enum KernelChoice {
    /** Plain Java, the reference. */
    SCALAR,
    /** Vector API, tested against the scalar kernel. */
    VECTOR;

    /** System property that forces a kernel. */
    public static final String PROPERTY = "xnorsim.kernel";

    /** Module required by vector kernels; added by the JVM option {@code --add-modules}. */
    public static final String MODULE = "jdk.incubator.vector";

    private static final int FEWEST_LANES = 2;
    private static final int FAST_LANES = 4;

    /**
     * The choice of this process.
     *
     * @throws IllegalStateException if the property names a kernel that does not exist or cannot run here
     */
    public static KernelChoice ofThisProcess() {
        return Holder.CHOICE;
    }

    /**
     * The choice for a value of the property (empty if not set) and the number of 64-bit lanes of a vector (0 if the
     * module is absent).
     *
     * @throws IllegalStateException as {@link #ofThisProcess}
     */
    public static KernelChoice of(String forced, int vectorLanes) {
        return switch (forced) {
            case "scalar" -> SCALAR;
            case "vector" -> checkedVector(vectorLanes);
            case "" -> vectorLanes < FAST_LANES ? SCALAR : VECTOR;
            default -> throw new IllegalStateException(PROPERTY + "=" + forced + ": expected scalar or vector");
        };
    }

    private static KernelChoice checkedVector(int vectorLanes) {
        if (vectorLanes == 0) {
            throw new IllegalStateException(
                    PROPERTY + "=vector needs the JVM option --add-modules " + MODULE + ", which is not set");
        }
        if (vectorLanes < FEWEST_LANES) {
            throw new IllegalStateException(PROPERTY + "=vector needs vectors of at least " + FEWEST_LANES
                    + " rows, but those of this machine hold " + vectorLanes);
        }
        return VECTOR;
    }

    /** 64-bit lanes of this machine's vectors, 0 if the vector module is absent. */
    public static int vectorLanes() {
        return ModuleLayer.boot().findModule(MODULE).isPresent() ? VectorUnit.lanes() : 0;
    }

    private static final class Holder {
        private static final KernelChoice CHOICE = of(System.getProperty(PROPERTY, ""), vectorLanes());
    }

    /** Loaded only if the vector module is present. */
    private static final class VectorUnit {
        static int lanes() {
            return LongVector.SPECIES_PREFERRED.length();
        }
    }
}
