package xnorsim.neurons;

/**
 * The inner loop of firing: compares membranes with thresholds, resets those that fire, and writes who fired as bits. Two
 * kernels of this one shape exist: the scalar one is the truth, the vector one is tested against it.
 */
sealed interface FireKernel permits ScalarFire, VectorFire {

    /**
     * Fires all units: bit i of {@code spikes} says whether membrane i was above threshold i, which is then taken off.
     *
     * @param spikes one word for 64 units; bits beyond the units are 0
     */
    void fire(long[] membranes, long[] thresholds, long[] spikes);
}
