package xnorsim.train.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Classes of membranes. */
final class Scores {
    private Scores() {}

    /** The class with the largest membrane of each row, the first one of equals. */
    static int[] classes(NDArray membranes) {
        int width = Math.toIntExact(membranes.getShape().get(1));
        double[] values = membranes.toType(DataType.FLOAT64, false).toDoubleArray();
        int[] classes = new int[values.length / width];
        for (int i = 0; i < classes.length; i++) {
            for (int c = 1; c < width; c++) {
                if (values[i * width + c] > values[i * width + classes[i]]) {
                    classes[i] = c;
                }
            }
        }
        return classes;
    }
}
