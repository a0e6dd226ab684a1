package xnorsim.network.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import xnorsim.base.InputException;

/**
 * An array of numbers with a shape, as in a {@code .npy} file. Elements are in C order: the last index runs fastest.
 *
 * <p>Access is typed and checked: what does not fit is an {@link InputException} that names the array's origin, its
 * element type or shape, and what was expected.
 */
public final class NpyArray {
    private final String origin;
    private final DataType type;
    private final int[] shape;
    /** Elements in C order, little endian. */
    private final byte[] data;

    NpyArray(String origin, DataType type, int[] shape, byte[] data) {
        this.origin = origin;
        this.type = type;
        this.shape = shape.clone();
        this.data = data;
        if (elements(shape) * type.bytes() != data.length) {
            throw new IllegalArgumentException(data.length / type.bytes() + " elements for shape " + text(shape));
        }
    }

    /** An array of uint8. */
    public static NpyArray ofUnsigned(byte[] values, int... shape) {
        return new NpyArray("array", DataType.UINT8, shape, values.clone());
    }

    /** An array of int8. */
    public static NpyArray ofSigned(byte[] values, int... shape) {
        return new NpyArray("array", DataType.INT8, shape, values.clone());
    }

    /** An array of int16. */
    public static NpyArray of(short[] values, int... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, Short.BYTES)];
        littleEndian(data).asShortBuffer().put(values);
        return new NpyArray("array", DataType.INT16, shape, data);
    }

    /** An array of int32. */
    public static NpyArray of(int[] values, int... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, Integer.BYTES)];
        littleEndian(data).asIntBuffer().put(values);
        return new NpyArray("array", DataType.INT32, shape, data);
    }

    /** An array of int64. */
    public static NpyArray of(long[] values, int... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, Long.BYTES)];
        littleEndian(data).asLongBuffer().put(values);
        return new NpyArray("array", DataType.INT64, shape, data);
    }

    /** An array of float64. */
    public static NpyArray of(double[] values, int... shape) {
        byte[] data = new byte[Math.multiplyExact(values.length, Double.BYTES)];
        littleEndian(data).asDoubleBuffer().put(values);
        return new NpyArray("array", DataType.FLOAT64, shape, data);
    }

    /** An int64 without dimensions. */
    public static NpyArray scalar(long value) {
        return of(new long[]{value});
    }

    private static ByteBuffer littleEndian(byte[] data) {
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the array comes from, prefix of every error message about it: a file, or file and entry. */
    public String origin() {
        return origin;
    }

    /** The type of the elements. */
    public DataType type() {
        return type;
    }

    /** The dimensions, none for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /** Number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** Size of a dimension. */
    public int size(int dimension) {
        return shape[dimension];
    }

    /** Number of elements. */
    public int elements() {
        return data.length / type.bytes();
    }

    /** Rejects all element types except the given ones. */
    public NpyArray requireType(DataType... expected) {
        if (!Set.of(expected).contains(type)) {
            throw InputException.wrongValue(origin, "dtype", type,
                    InputException.oneOf(Arrays.stream(expected).map(DataType::toString).toList()));
        }
        return this;
    }

    /**
     * Rejects all shapes except the given one.
     *
     * @param description the shape in words, for the error message: {@code (N, M)}
     * @param expected the dimensions; -1 allows any size of at least 1
     */
    public NpyArray requireShape(String description, int... expected) {
        boolean fits = expected.length == shape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = expected[i] < 0 ? shape[i] > 0 : shape[i] == expected[i];
        }
        if (!fits) {
            throw InputException.wrongValue(origin, "shape", text(shape), description);
        }
        return this;
    }

    /**
     * The elements of an array of 0 and 1 of any type, one a byte; not to be modified, they may be the array's own.
     *
     * @throws InputException unless every element is 0 or 1
     */
    public byte[] asBytes01() {
        return asBytes(1, "0 or 1");
    }

    /**
     * The elements of an array of any type, one unsigned byte each; not to be modified, they may be the array's own.
     *
     * @throws InputException unless every element is a whole number of 0..255
     */
    public byte[] asUnsignedBytes() {
        return asBytes(255, "a whole number of 0..255");
    }

    private byte[] asBytes(int largest, String expected) {
        // A spike a byte is the usual form: a second copy of the largest arrays would cost as much again.
        byte[] values = type.bytes() == 1 ? data : new byte[elements()];
        for (int i = 0; i < values.length; i++) {
            // Whole numbers beyond those that a double holds are out of range in any case.
            double value = type.isReal() ? real(i) : integer(i);
            values[i] = (byte) value;
            if (!(value >= 0 && value <= largest) || value != Math.rint(value)) {
                throw InputException.wrongValue(origin, "element " + place(i),
                        type.isReal()
                                ? Double.toString(value)
                                : type == DataType.UINT64
                                        ? Long.toUnsignedString(integer(i))
                                        : Long.toString(integer(i)),
                        expected);
            }
        }
        return values;
    }

    /**
     * The elements of an array of an integer type (or bool).
     *
     * @throws InputException if an element of a uint64 array does not fit into 63 bits
     */
    public long[] asLongs() {
        requireInteger();
        for (int i = 0; type == DataType.UINT64 && i < elements(); i++) {
            requireSigned(i);
        }
        return IntStream.range(0, elements()).mapToLong(this::integer).toArray();
    }

    /**
     * The elements of an array of an integer type (or bool).
     *
     * @throws InputException if an element does not fit into 32 bits
     */
    public int[] asInts() {
        requireInteger();
        int[] values = new int[elements()];
        for (int i = 0; i < values.length; i++) {
            requireSigned(i);
            long value = integer(i);
            values[i] = (int) value;
            if (values[i] != value) {
                throw InputException.wrongValue(origin, "element " + place(i), value, "a 32-bit number");
            }
        }
        return values;
    }

    /** The elements of a float64, float32 or float16 array, NaN and infinities included. */
    public double[] asDoubles() {
        requireType(DataType.FLOAT64, DataType.FLOAT32, DataType.FLOAT16);
        return IntStream.range(0, elements()).mapToDouble(this::real).toArray();
    }

    /**
     * The elements of a float64, float32 or float16 array.
     *
     * @throws InputException if one is NaN or infinite
     */
    public double[] asFiniteDoubles() {
        double[] values = asDoubles();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw InputException.wrongValue(origin, "element " + place(i), values[i], "a finite number");
            }
        }
        return values;
    }

    /**
     * The elements of a float64, float32 or float16 array.
     *
     * @throws InputException if one is NaN, infinite, zero or negative
     */
    public double[] asPositiveDoubles() {
        double[] values = asFiniteDoubles();
        for (int i = 0; i < values.length; i++) {
            if (values[i] <= 0) {
                throw InputException.wrongValue(origin, "element " + place(i), values[i], "a number above 0");
            }
        }
        return values;
    }

    /** The same array under another origin. */
    NpyArray from(String newOrigin) {
        return new NpyArray(newOrigin, type, shape, data);
    }

    byte[] data() {
        return data;
    }

    private void requireInteger() {
        if (type.isReal()) {
            throw InputException.wrongValue(origin, "dtype", type, "an integer type");
        }
    }

    private long integer(int index) {
        ByteBuffer buffer = littleEndian(data);
        return switch (type) {
            case BOOL, UINT8 -> Byte.toUnsignedLong(data[index]);
            case INT8 -> data[index];
            case INT16 -> buffer.getShort(2 * index);
            case UINT16 -> Short.toUnsignedLong(buffer.getShort(2 * index));
            case INT32 -> buffer.getInt(4 * index);
            case UINT32 -> Integer.toUnsignedLong(buffer.getInt(4 * index));
            case INT64, UINT64 -> buffer.getLong(8 * index);
            case FLOAT16, FLOAT32, FLOAT64 -> throw new IllegalStateException("no integer type: " + type);
        };
    }

    private double real(int index) {
        ByteBuffer buffer = littleEndian(data);
        return switch (type) {
            case FLOAT64 -> buffer.getDouble(8 * index);
            case FLOAT32 -> buffer.getFloat(4 * index);
            case FLOAT16 -> Float.float16ToFloat(buffer.getShort(2 * index));
            default -> throw new IllegalStateException("no real type: " + type);
        };
    }

    private void requireSigned(int index) {
        if (type == DataType.UINT64 && integer(index) < 0) {
            throw InputException.wrongValue(origin, "element " + place(index),
                    Long.toUnsignedString(integer(index)), "at most " + Long.MAX_VALUE);
        }
    }

    /** Indices of an element as NumPy writes them: {@code [row, column]}. */
    private String place(int index) {
        int[] indices = new int[shape.length];
        int rest = index;
        for (int i = shape.length - 1; i >= 0; i--) {
            indices[i] = rest % shape[i];
            rest /= shape[i];
        }
        return Arrays.toString(indices);
    }

    /** Number of elements of a shape; saturates far above any array that can be held. */
    static double elements(int[] shape) {
        double elements = 1;
        for (int size : shape) {
            elements *= size;
        }
        return elements;
    }

    /** A shape as NumPy writes it: {@code (3, 4)}, {@code (3,)}, {@code ()}. */
    static String text(int[] shape) {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return shape.length == 1 ? "(" + sizes + ",)" : "(" + sizes + ")";
    }
}
