package xnorsim.neurons;

import java.math.BigInteger;

/** The integration step shared by firing and accumulating units. */
final class Membranes {

    private Membranes() {}

    /** Integrates; {@code cannotWrap} comes from the parameters, which check every bias for it. */
    static void integrate(UnitParameters parameters, boolean cannotWrap, long[] membranes, int[] dot, int from) {
        if (cannotWrap) {
            integrateNarrow(parameters, membranes, dot, from);
        } else {
            integrateWide(parameters, membranes, dot, from);
        }
    }

    /** 64-bit sums are exact here, so one range check is enough, and the loop can be vectorized. */
    private static void integrateNarrow(UnitParameters parameters, long[] membranes, int[] dot, int from) {
        long[] bias = parameters.bias();
        int shift = parameters.shift();
        int spare = 64 - parameters.membraneBits();
        long beyond = 0;
        for (int i = 0; i < membranes.length; i++) {
            long after = membranes[i] + ((long) dot[from + i] << shift) - bias[i];
            beyond |= (after << spare >> spare) ^ after;
            membranes[i] = after;
        }
        if (beyond != 0) {
            for (int i = 0; i < membranes.length; i++) {
                long scaled = (long) dot[from + i] << shift;
                membranes[i] = settle(parameters, i, membranes[i] - scaled + bias[i], scaled);
            }
        }
    }

    private static void integrateWide(UnitParameters parameters, long[] membranes, int[] dot, int from) {
        for (int i = 0; i < membranes.length; i++) {
            membranes[i] = settle(parameters, i, membranes[i], (long) dot[from + i] << parameters.shift());
        }
    }

    /** The exact sum is carry * 2^64 + after, with carry -1, 0 or 1: both additions may wrap and cancel. */
    static long settle(UnitParameters parameters, int unit, long before, long scaled) {
        long drive = scaled - parameters.bias()[unit];
        long after = before + drive;
        int carry = carry(scaled, -parameters.bias()[unit], drive) + carry(before, drive, after);
        int spare = 64 - parameters.membraneBits();
        if (carry == 0 && after << spare >> spare == after) {
            return after;
        }
        if (parameters.overflow() == Overflow.ERROR) {
            BigInteger exact = BigInteger.valueOf(before).add(BigInteger.valueOf(scaled))
                    .subtract(BigInteger.valueOf(parameters.bias()[unit]));
            throw new MembraneOverflowException(unit, exact, parameters.membraneBits());
        }
        long most = Long.MAX_VALUE >> spare;
        boolean below = carry == 0 ? after < 0 : carry < 0;
        return below ? -most - 1 : most;
    }

    private static int carry(long a, long b, long sum) {
        if (((a ^ sum) & (b ^ sum)) >= 0) {
            return 0;
        }
        return a < 0 ? -1 : 1;
    }
}
