package xnorsim.arrays;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import xnorsim.sim.KernelChoice;

/** The popcount kernel of this process, by {@link KernelChoice}; chosen and logged at first use. */
public final class PopcountKernels {

    private static final Logger LOGGER = System.getLogger(PopcountKernels.class.getName());

    /**
     * At 128 x 128 a time step of two slots takes some 430 ns with the plain kernels and 200 ns with the compiled
     * vector kernels (benchmarks, measured side by side): half a second is won back after two million steps of 32,768
     * cells.
     */
    private static final double CELLS_WORTH_COMPILING = 7e10;

    private PopcountKernels() {}

    /**
     * The kernel of this process.
     *
     * @throws IllegalStateException if a kernel is forced that does not exist or cannot run here
     */
    public static PopcountKernel chosen() {
        return Holder.KERNEL;
    }

    /**
     * The kernel for a simulation that evaluates {@code cells} cells in all. The vector kernel is slower than the plain
     * one until the JVM has compiled it, which takes about half a second, and about twice as fast after that; so short
     * simulations take the plain one, unless the vector kernel is forced.
     */
    public static PopcountKernel chosenFor(double cells) {
        boolean forced = !System.getProperty(KernelChoice.PROPERTY, "").isEmpty();
        return forced || cells >= CELLS_WORTH_COMPILING ? chosen() : new ScalarPopcount();
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
