package xnorsim.network.reference;

/**
 * The paper's equations for one neuron i in one time step t. w are bipolar weights -1/+1, b unipolar ones 0/1
 * (-1 stored as 0), o presynaptic spikes 0/1; all of length M.
 */
public final class Equations {
    private Equations() {}

    /** Eq. (6), firing: whether u &gt; theta; strict. */
    public static boolean fires(double u, double theta) {
        return u > theta;
    }

    /** Firing of layers that fire at the threshold, too: whether u &gt;= theta. */
    public static boolean firesAt(double u, double theta) {
        return u >= theta;
    }

    /** Eq. (6), reset of a neuron that fired: u - theta. */
    public static double reset(double u, double theta) {
        return u - theta;
    }

    /** Eq. (7): u_hat + s - mean, where mean = mu / alpha. */
    public static double integrate(double u, double s, double mean) {
        return u + s - mean;
    }

    /** The threshold of eq. (7): theta_hat = sigma * theta / alpha. */
    public static double transformedThreshold(double sigma, double theta, double alpha) {
        return sigma * theta / alpha;
    }

    /** Eq. (8), first line: s = sum over j of w_j * o_j. */
    public static int weightedSum(byte[] w, byte[] o) {
        int s = 0;
        for (int j = 0; j < w.length; j++) {
            s += w[j] * o[j];
        }
        return s;
    }

    /** Eq. (9), both lines: sum(XNOR(1 + w-, o)) - M1 over the negative weights, sum(XNOR(w+, o)) over the positive. */
    public static int weightedSumByComplement(byte[] w, byte[] o) {
        int negative = 0;
        int positive = 0;
        for (int j = 0; j < w.length; j++) {
            if (w[j] < 0) {
                negative += xnor(1 + w[j], o[j]);
            } else {
                positive += xnor(w[j], o[j]);
            }
        }
        return negative - negativeWeights(unipolar(w)) + positive;
    }

    /** Eq. (10): s = sum over j of XNOR(b_j, o_j) - M1. */
    public static int weightedSumByXnor(byte[] b, byte[] o) {
        return dot(b, o) - negativeWeights(b);
    }

    /** The sum of XNORs of eq. (10), which the array's row computes; Algorithm 2, line 6, prints XOR instead. */
    public static int dot(byte[] b, byte[] o) {
        int count = 0;
        for (int j = 0; j < b.length; j++) {
            count += xnor(b[j], o[j]);
        }
        return count;
    }

    /** Eq. (11): the XNOR sums of the spikes of layer l-1 (tau1) and of layer l-2 (tau2) through the same weights. */
    public static int dotWithResidual(byte[] b, byte[] o1, byte[] o2) {
        return dot(b, o1) + dot(b, o2);
    }

    /**
     * Algorithm 2, line 10: u_hat + dot - bias, where bias = slots * M1 + mu / alpha. The paper prints M1 + mu / alpha,
     * which is right for one slot (f = 0) alone.
     */
    public static double integrateDot(double u, int dot, double bias) {
        return u + dot - bias;
    }

    /** M1: the number of stored zeros, that is, of weights -1. */
    public static int negativeWeights(byte[] b) {
        int zeros = 0;
        for (byte weight : b) {
            zeros += weight == 0 ? 1 : 0;
        }
        return zeros;
    }

    /** Bipolar weights as they are stored: -1 as 0, 1 as 1 (text before eq. (10)). */
    public static byte[] unipolar(byte[] w) {
        byte[] b = new byte[w.length];
        for (int j = 0; j < w.length; j++) {
            b[j] = (byte) (w[j] < 0 ? 0 : 1);
        }
        return b;
    }

    /** The bipolar weights that are stored as {@code b}. */
    public static byte[] bipolar(byte[] b) {
        byte[] w = new byte[b.length];
        for (int j = 0; j < b.length; j++) {
            w[j] = (byte) (2 * b[j] - 1);
        }
        return w;
    }

    private static int xnor(int a, int b) {
        return a == b ? 1 : 0;
    }
}
