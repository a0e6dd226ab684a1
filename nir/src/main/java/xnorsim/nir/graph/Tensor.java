package xnorsim.nir.graph;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Numbers with a shape, the last index fastest.
 *
 * @param shape  the dimensions, none for a single number
 * @param values the numbers; not to be modified
 */
// Arrays: made and used up in one place; nothing compares two tensors.
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(int[] shape, double[] values) {

    /** A list of numbers. */
    public static Tensor of(double... values) {
        return new Tensor(new int[]{values.length}, values);
    }

    boolean isSame(Tensor other) {
        return Arrays.equals(shape, other.shape) && Arrays.equals(values, other.values);
    }

    /** How many dimensions it has; 0 for a number. */
    public int rank() {
        return shape.length;
    }

    /** The shape as NumPy writes it. */
    public String shapeText() {
        return text(shape);
    }

    /** Sizes as NumPy writes a shape. */
    public static String text(int[] shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
