package xnorsim.arrays;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import jdk.incubator.vector.LongVector;

/**
 * The one place where the popcount kernel is chosen: the vector kernel where the module {@code jdk.incubator.vector} is
 * present and vectors hold at least four rows, else the scalar one. The system property {@value #PROPERTY}, set to
 * {@code scalar} or {@code vector}, forces the choice.
 */
public final class PopcountKernels {

    /** System property that forces a kernel: {@code scalar} or {@code vector}. */
    public static final String PROPERTY = "xnorsim.kernel";

    private static final String MODULE = "jdk.incubator.vector";
    /** Half a vector of one row would be narrower than any vector. */
    private static final int FEWEST_LANES = 2;
    private static final int FAST_LANES = 4;
    private static final Logger LOGGER = System.getLogger(PopcountKernels.class.getName());

    private PopcountKernels() {}

    /**
     * The kernel of this process, chosen and logged at first use.
     *
     * @throws IllegalStateException if the property names a kernel that does not exist or cannot run here
     */
    public static PopcountKernel chosen() {
        return Holder.KERNEL;
    }

    /** Chooses by the property's value and the rows that a vector holds, 0 where the vector module is absent. */
    static PopcountKernel choose(String forced, int vectorLanes) {
        return switch (forced) {
            case "scalar" -> logged(new ScalarPopcount(), "forced by " + PROPERTY);
            case "vector" -> {
                if (vectorLanes == 0) {
                    throw new IllegalStateException(
                            PROPERTY + "=vector needs the JVM option --add-modules " + MODULE + ", which is not set");
                }
                if (vectorLanes < FEWEST_LANES) {
                    throw new IllegalStateException(PROPERTY + "=vector needs vectors of at least " + FEWEST_LANES
                            + " rows, and those of this machine hold " + vectorLanes);
                }
                yield logged(new VectorPopcount(), "forced by " + PROPERTY);
            }
            case "" -> chooseBySpeed(vectorLanes);
            default -> throw new IllegalStateException(PROPERTY + "=" + forced + ": expected scalar or vector");
        };
    }

    private static PopcountKernel chooseBySpeed(int vectorLanes) {
        if (vectorLanes == 0) {
            return warned(new ScalarPopcount());
        }
        return vectorLanes < FAST_LANES
                ? logged(new ScalarPopcount(), "vectors of this machine hold only " + vectorLanes + " rows")
                : logged(new VectorPopcount(), "module " + MODULE + " is present");
    }

    private static PopcountKernel logged(PopcountKernel kernel, String reason) {
        LOGGER.log(Level.DEBUG, "popcount kernel {0}: {1}", kernel.name(), reason);
        return kernel;
    }

    private static PopcountKernel warned(PopcountKernel kernel) {
        LOGGER.log(Level.WARNING,
                "popcount kernel {0}, several times slower than the vector kernel: add the JVM option "
                        + "--add-modules {1}",
                kernel.name(), MODULE);
        return kernel;
    }

    private static final class Holder {
        private static final PopcountKernel KERNEL = choose(System.getProperty(PROPERTY, ""),
                ModuleLayer.boot().findModule(MODULE).isPresent() ? VectorUnit.lanes() : 0);
    }

    /** Loaded only where the vector module is present. */
    private static final class VectorUnit {
        static int lanes() {
            return LongVector.SPECIES_PREFERRED.length();
        }
    }
}
