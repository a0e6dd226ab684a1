package xnorsim.neurons;

/**
 * The inner loops of the units: integration, threshold comparison, reset, and spikes as bits. There are two kernels:
 * the scalar one is the reference, against which the vector one is tested.
 */
sealed interface FireKernel permits ScalarFire, VectorFire {

    /**
     * Fires all units: bit i of {@code spikes} is set if membrane i was above {@code parameters.above()[i]}. A soft
     * reset then subtracts the threshold; a hard reset sets the membrane to its reset value.
     *
     * @param spikes one word per 64 units; bits beyond the units are 0
     */
    void fire(UnitParameters parameters, long[] membranes, long[] spikes);

    /**
     * Integrates and fires in one pass over the membranes, which have leaked before, for parameters that {@link
     * UnitParameters#cannotWrap()}; unit i has membrane {@code memory[at + i]} and takes {@code dot[from + i]}.
     *
     * @param spikes one word per 64 units; bits of units not served, and beyond the units, are 0
     * @return number of units served, from the first one on: all, or fewer if a later one would overflow, in which case
     *         that one and those after it are unchanged
     */
    int integrateAndFire(UnitParameters parameters, long[] memory, int at, int[] dot, int from, long[] spikes);

    /**
     * The same in 32 bits, if {@link UnitParameters#membranesFitInts} excludes overflow: no range check, and all units
     * are served.
     */
    void integrateAndFire(NarrowParameters parameters, int[] memory, int at, int[] dot, int from, long[] spikes);
}
