package xnorsim.neurons;

/**
 * The inner loops of the units: integrating, comparing with thresholds, resetting those that fire, and writing who
 * fired as bits. Two kernels of this one shape exist: the scalar one is the truth, the vector one is tested against it.
 */
sealed interface FireKernel permits ScalarFire, VectorFire {

    /**
     * Fires all units: bit i of {@code spikes} says whether membrane i was above threshold i, which is then taken off,
     * or the membrane is set to what the parameters' hard reset says.
     *
     * @param spikes one word for 64 units; bits beyond the units are 0
     */
    void fire(UnitParameters parameters, long[] membranes, long[] spikes);

    /**
     * Integrates and fires in one pass over the membranes, for parameters that {@link UnitParameters#cannotWrap()};
     * unit i has membrane {@code memory[at + i]} and takes {@code dot[from + i]}.
     *
     * @param spikes one word for 64 units; bits of units that were not served, and beyond the units, are 0
     * @return how many units, from the first one on, were served: all, or fewer if one of the next would leave its
     *         range, in which case that one and those behind it are untouched
     */
    int integrateAndFire(UnitParameters parameters, long[] memory, int at, int[] dot, int from, long[] spikes);

    /**
     * The same in 32 bits, where {@link UnitParameters#membranesFitInts} says that no membrane can leave them: nothing
     * is tested, and all units are served.
     */
    void integrateAndFire(NarrowParameters parameters, int[] memory, int at, int[] dot, int from, long[] spikes);
}
