package xnorsim.arrays.readout;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernel on the Vector API: a lane a row, four accumulators over rows, sums kept in registers over all columns. */
final class VectorSpread implements SpreadKernel {

    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final int LANES = EIGHT.length();

    @Override
    public void sums(float[] spread, int stride, int[] active, int count, float[] base, float[] sums) {
        int row = 0;
        for (; row <= stride - 4 * LANES; row += 4 * LANES) {
            FloatVector a = FloatVector.fromArray(EIGHT, base, row);
            FloatVector b = FloatVector.fromArray(EIGHT, base, row + LANES);
            FloatVector c = FloatVector.fromArray(EIGHT, base, row + 2 * LANES);
            FloatVector d = FloatVector.fromArray(EIGHT, base, row + 3 * LANES);
            for (int k = 0; k < count; k++) {
                int at = active[k] * stride + row;
                a = a.add(FloatVector.fromArray(EIGHT, spread, at));
                b = b.add(FloatVector.fromArray(EIGHT, spread, at + LANES));
                c = c.add(FloatVector.fromArray(EIGHT, spread, at + 2 * LANES));
                d = d.add(FloatVector.fromArray(EIGHT, spread, at + 3 * LANES));
            }
            a.intoArray(sums, row);
            b.intoArray(sums, row + LANES);
            c.intoArray(sums, row + 2 * LANES);
            d.intoArray(sums, row + 3 * LANES);
        }
        for (; row < stride; row += LANES) {
            FloatVector a = FloatVector.fromArray(EIGHT, base, row);
            for (int k = 0; k < count; k++) {
                a = a.add(FloatVector.fromArray(EIGHT, spread, active[k] * stride + row));
            }
            a.intoArray(sums, row);
        }
    }
}
