package xnorsim.neurons;

/** The one integration step that firing and accumulating units share. */
final class Membranes {

    private Membranes() {}

    static void integrate(UnitParameters parameters, long[] membranes, int[] dot) {
        long[] bias = parameters.bias();
        int shift = parameters.shift();
        int spare = 64 - parameters.membraneBits();
        for (int i = 0; i < membranes.length; i++) {
            long before = membranes[i];
            long drive = ((long) dot[i] << shift) - bias[i];
            long after = before + drive;
            boolean wrapped = ((before ^ after) & (drive ^ after)) < 0;
            if (wrapped || after << spare >> spare != after) {
                after = limit(parameters, i, drive);
            }
            membranes[i] = after;
        }
    }

    private static long limit(UnitParameters parameters, int unit, long drive) {
        if (parameters.overflow() == Overflow.ERROR) {
            throw new MembraneOverflowException(unit, parameters.membraneBits());
        }
        long most = Long.MAX_VALUE >> (64 - parameters.membraneBits());
        return drive < 0 ? -most - 1 : most;
    }
}
