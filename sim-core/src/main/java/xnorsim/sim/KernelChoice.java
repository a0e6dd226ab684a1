package xnorsim.sim;

import jdk.incubator.vector.LongVector;

/**
 * Which of two kernels of one shape the process uses, the plain one or the one on the Vector API. The one place that
 * decides: vector where the module {@code jdk.incubator.vector} is present and a vector holds at least four 64-bit
 * lanes, else scalar; the system property {@value #PROPERTY}, set to {@code scalar} or {@code vector}, forces the
 * choice.
 */
public enum KernelChoice {
    /** Plain Java: the truth. */
    SCALAR,
    /** Vector API, tested against the plain one. */
    VECTOR;

    /** System property that forces a kernel. */
    public static final String PROPERTY = "xnorsim.kernel";

    /** Module that vector kernels need; the JVM option {@code --add-modules} adds it. */
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
     * The choice for a value of the property, empty if it is not set, and for the 64-bit lanes that a vector holds, 0
     * where the module is absent.
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
                    + " rows, and those of this machine hold " + vectorLanes);
        }
        return VECTOR;
    }

    /** 64-bit lanes of this machine's vectors, 0 where the vector module is absent. */
    public static int vectorLanes() {
        return ModuleLayer.boot().findModule(MODULE).isPresent() ? VectorUnit.lanes() : 0;
    }

    private static final class Holder {
        private static final KernelChoice CHOICE = of(System.getProperty(PROPERTY, ""), vectorLanes());
    }

    /** Loaded only where the vector module is present. */
    private static final class VectorUnit {
        static int lanes() {
            return LongVector.SPECIES_PREFERRED.length();
        }
    }
}
