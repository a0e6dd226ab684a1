package xnorsim.network.npy;

import java.util.Arrays;
import java.util.Optional;

/** Element types of an array, as NumPy names them. */
public enum DataType {
    BOOL("bool", "b1", 1), //
    INT8("int8", "i1", 1), //
    UINT8("uint8", "u1", 1), //
    INT16("int16", "i2", 2), //
    UINT16("uint16", "u2", 2), //
    INT32("int32", "i4", 4), //
    UINT32("uint32", "u4", 4), //
    INT64("int64", "i8", 8), //
    UINT64("uint64", "u8", 8), //
    FLOAT16("float16", "f2", 2), //
    FLOAT32("float32", "f4", 4), //
    FLOAT64("float64", "f8", 8);

    private final String numpyName;
    private final String code;
    private final int bytes;

    DataType(String numpyName, String code, int bytes) {
        this.numpyName = numpyName;
        this.code = code;
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are floating-point numbers. */
    public boolean isReal() {
        return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
    }

    /** Description in the file's header, little endian: {@code <f8}, {@code |u1}. */
    String description() {
        return (bytes == 1 ? "|" : "<") + code;
    }

    /** The type whose description has these letters after the byte order, such as {@code f8}. */
    static Optional<DataType> ofCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** NumPy's name, {@code float64}. */
    @Override
    public String toString() {
        return numpyName;
    }
}
