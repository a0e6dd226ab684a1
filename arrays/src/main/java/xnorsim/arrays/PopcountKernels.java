package xnorsim.arrays;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import xnorsim.sim.KernelChoice;

/** The popcount kernel of this process, by {@link KernelChoice}, chosen and logged at first use. */
public final class PopcountKernels {

    private static final Logger LOGGER = System.getLogger(PopcountKernels.class.getName());

    /**
     * At 128 x 128, a time step of two slots takes about 430 ns with the scalar kernels and 200 ns with the compiled
     * vector kernels (benchmarks, measured side by side): half a second of compilation pays off after two million steps
     * of 32,768 cells.
     */
    private static final double CELLS_WORTH_COMPILING = 7e10;

    private PopcountKernels() {}

    /**
     * The kernel of this process.
     *
     * @throws IllegalStateException if the forced kernel does not exist or cannot run here
     */
    public static PopcountKernel chosen() {
        return Holder.KERNEL;
    }

    /**
     * The kernel for a simulation that evaluates {@code cells} cells in all. Until the JVM has compiled it, which takes
     * about half a second, the vector kernel is slower than the scalar one; afterwards it is about twice as fast. So
     * short simulations use the scalar one, unless the vector kernel is forced.
     */
    public static PopcountKernel chosenFor(double cells) {
        boolean forced = !System.getProperty(KernelChoice.PROPERTY, "").isEmpty();
        return forced || cells >= CELLS_WORTH_COMPILING ? chosen() : new ScalarPopcount();
    }

    /** Chooses by the property's value and the rows per vector, 0 if the vector module is absent. */
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
