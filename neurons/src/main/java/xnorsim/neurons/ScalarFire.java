package xnorsim.neurons;

import java.util.Arrays;

/** The scalar kernel, the reference for the vector kernel. */
final class ScalarFire implements FireKernel {

    @Override
    public void fire(UnitParameters parameters, long[] membranes, long[] spikes) {
        for (int k = 0; k < spikes.length; k++) {
            spikes[k] = fireWord(parameters, membranes, k << 6, Math.min(membranes.length, (k + 1) << 6));
        }
    }

    /** Units from {@code from} up to {@code to}, all of one word. */
    static long fireWord(UnitParameters parameters, long[] membranes, int from, int to) {
        long[] thresholds = parameters.threshold();
        long[] above = parameters.above();
        long[] resetTo = parameters.resetTo();
        boolean hard = parameters.hardReset();
        long word = 0;
        for (int i = from; i < to; i++) {
            long fires = membranes[i] > above[i] ? 1 : 0;
            word |= fires << i;
            if (hard) {
                membranes[i] += (resetTo[i] - membranes[i]) & -fires;
            } else {
                membranes[i] -= thresholds[i] & -fires;
            }
        }
        return word;
    }

    @Override
    public int integrateAndFire(UnitParameters parameters, long[] memory, int at, int[] dot, int from, long[] spikes) {
        Arrays.fill(spikes, 0);
        return serve(parameters, memory, at, dot, from, spikes, 0);
    }

    @Override
    public void integrateAndFire(NarrowParameters parameters, int[] memory, int at, int[] dot, int from,
            long[] spikes) {
        Arrays.fill(spikes, 0);
        serve(parameters, memory, at, dot, from, spikes, 0);
    }

    /** Serves units from {@code first} on, one by one, and adds their spikes to the words. */
    static void serve(NarrowParameters parameters, int[] memory, int at, int[] dot, int from, long[] spikes,
            int first) {
        int[] bias = parameters.bias();
        int[] threshold = parameters.threshold();
        int[] above = parameters.above();
        int[] resetTo = parameters.resetTo();
        boolean hard = parameters.hardReset();
        int shift = parameters.shift();
        for (int i = first; i < bias.length; i++) {
            int sum = memory[at + i] + (dot[from + i] << shift) - bias[i];
            int fires = sum > above[i] ? 1 : 0;
            memory[at + i] = hard ? sum + ((resetTo[i] - sum) & -fires) : sum - (threshold[i] & -fires);
            spikes[i >> 6] |= (long) fires << i;
        }
    }

    /** Serves units from {@code first} on, one by one, as {@link #integrateAndFire} does. */
    static int serve(UnitParameters parameters, long[] memory, int at, int[] dot, int from, long[] spikes, int first) {
        long[] bias = parameters.bias();
        long[] threshold = parameters.threshold();
        long[] above = parameters.above();
        long[] resetTo = parameters.resetTo();
        boolean hard = parameters.hardReset();
        int shift = parameters.shift();
        int spare = 64 - parameters.membraneBits();
        for (int i = first; i < bias.length; i++) {
            long sum = memory[at + i] + ((long) dot[from + i] << shift) - bias[i];
            if (sum << spare >> spare != sum) {
                return i;
            }
            long fires = sum > above[i] ? 1 : 0;
            memory[at + i] = hard ? sum + ((resetTo[i] - sum) & -fires) : sum - (threshold[i] & -fires);
            spikes[i >> 6] |= fires << i;
        }
        return bias.length;
    }
}
