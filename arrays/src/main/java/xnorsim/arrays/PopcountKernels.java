package xnorsim.arrays;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import xnorsim.sim.KernelChoice;

/** The popcount kernel of this process, by {@link KernelChoice}; chosen and logged at first use. */
public final class PopcountKernels {

    private static final Logger LOGGER = System.getLogger(PopcountKernels.class.getName());

    private PopcountKernels() {}

    /**
     * The kernel of this process.
     *
     * @throws IllegalStateException if a kernel is forced that does not exist or cannot run here
     */
    public static PopcountKernel chosen() {
        return Holder.KERNEL;
    }

    /** Chooses by the property's value and the rows that a vector holds, 0 where the vector module is absent. */
    static PopcountKernel choose(String forced, int vectorLanes) {
        PopcountKernel kernel = switch (KernelChoice.of(forced, vectorLanes)) {
            case SCALAR -> new ScalarPopcount();
            case VECTOR -> new VectorPopcount();
        };
        if (forced.isEmpty() && vectorLanes == 0) {
            LOGGER.log(Level.WARNING,
                    "popcount kernel {0}, several times slower than the vector kernel: add the JVM option "
                            + "--add-modules {1}",
                    kernel.name(), KernelChoice.MODULE);
        } else {
            LOGGER.log(Level.DEBUG, "popcount kernel {0}: vectors of this machine hold {1} rows{2}", kernel.name(),
                    vectorLanes, forced.isEmpty() ? "" : ", forced by " + KernelChoice.PROPERTY);
        }
        return kernel;
    }

    private static final class Holder {
        private static final PopcountKernel KERNEL = choose(System.getProperty(KernelChoice.PROPERTY, ""),
                KernelChoice.vectorLanes());
    }
}
