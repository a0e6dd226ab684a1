package xnorsim.network.reference;

/** What a network did with one image. */
public final class Recording {
    private final byte[][][] spikes;
    private final double[][] membranes;

    Recording(byte[][][] spikes, double[][] membranes) {
        this.spikes = spikes;
        this.membranes = membranes;
    }

    /**
     * Spikes of a spiking layer in a time step, before pooling.
     *
     * @param layer index of the layer, not the last one
     * @return 0 or 1, index (channel, row, column); not to be modified
     */
    public byte[] spikes(int layer, int timeStep) {
        return spikes[layer][timeStep];
    }

    /**
     * Membranes of a layer after the last time step, after reset; of the last layer, what the class is chosen by.
     *
     * @return index (channel, row, column); not to be modified
     */
    public double[] membranes(int layer) {
        return membranes[layer];
    }

    /** The neuron of the last layer with the largest membrane; the lowest index where several are equal. */
    public int predictedClass() {
        double[] last = membranes[membranes.length - 1];
        int best = 0;
        for (int i = 1; i < last.length; i++) {
            if (last[i] > last[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Spikes of a spiking layer divided by neurons and time steps. */
    public double spikeRate(int layer) {
        long count = 0;
        for (byte[] step : spikes[layer]) {
            for (byte spike : step) {
                count += spike;
            }
        }
        return (double) count / ((double) spikes[layer].length * spikes[layer][0].length);
    }
}
