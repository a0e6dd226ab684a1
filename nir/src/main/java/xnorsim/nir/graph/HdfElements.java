package xnorsim.nir.graph;

import io.jhdf.GlobalHeap;
import io.jhdf.HdfFile;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import xnorsim.base.InputException;

/** Converts a data set's bytes to numbers and strings; unsupported types are rejected by name. */
final class HdfElements {
    private final String place;
    private final DataType type;

    HdfElements(String place, DataType type) {
        this.place = place;
        this.type = type;
    }

    /** Whether the elements are strings. */
    boolean areTexts() {
        return type instanceof StringData
                || (type instanceof VariableLength variable && variable.isVariableLengthString());
    }

    private InputException refused(String what) {
        return InputException.wrongValue(place, "the type", what,
                "integers of 8 to 64 bits, floating point of 16, 32 or 64 bits, truth values or strings");
    }

    /** Numbers; truth values, which h5py writes as an enumeration, are 0 and 1. */
    double[] numbers(byte[] bytes) {
        return switch (type) {
            case FixedPoint whole -> integers(whole, bytes);
            case FloatingPoint real -> reals(real, bytes);
            case EnumDataType words when words.getBaseType() instanceof FixedPoint whole -> truths(words,
                    integers(whole, bytes));
            default -> throw refused(name());
        };
    }

    private String name() {
        String plain = type.getClass().getSimpleName().replaceAll("(DataType|Data)$", "");
        return plain.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(java.util.Locale.ROOT);
    }

    private double[] integers(FixedPoint whole, byte[] bytes) {
        int size = whole.getSize();
        boolean plain = whole.getBitOffset() == 0 && whole.getBitPrecision() == size * Byte.SIZE;
        if (!plain || (size != 1 && size != 2 && size != 4 && size != 8)) {
            throw refused("integers of " + whole.getBitPrecision() + " bits in " + size + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(whole.getByteOrder());
        double[] values = new double[bytes.length / size];
        for (int i = 0; i < values.length; i++) {
            long value = switch (size) {
                case 1 -> whole.isSigned() ? buffer.get() : Byte.toUnsignedLong(buffer.get());
                case 2 -> whole.isSigned() ? buffer.getShort() : Short.toUnsignedLong(buffer.getShort());
                case 4 -> whole.isSigned() ? buffer.getInt() : Integer.toUnsignedLong(buffer.getInt());
                default -> buffer.getLong();
            };
            values[i] = value;
            if ((!whole.isSigned() && value < 0) || Math.abs(value) > 1L << 53) {
                String text = whole.isSigned() ? Long.toString(value) : Long.toUnsignedString(value);
                throw InputException.wrongValue(place, "an element", text, "at most 2^53, which all numbers here hold");
            }
        }
        return values;
    }

    private double[] reals(FloatingPoint real, byte[] bytes) {
        int size = real.getSize();
        int fraction = switch (size) {
            case 2 -> 10;
            case 4 -> 23;
            case 8 -> 52;
            default -> -1;
        };
        int exponent = size * Byte.SIZE - 1 - fraction;
        boolean ieee = real.getMantissaSize() == fraction && real.getMantissaLocation() == 0
                && real.getExponentLocation() == fraction && real.getExponentSize() == exponent
                && real.getExponentBias() == (1 << (exponent - 1)) - 1 && real.getBitOffset() == 0
                && real.getBitPrecision() == size * Byte.SIZE;
        if (!ieee) {
            throw refused("floating point of " + real.getBitPrecision() + " bits, " + real.getMantissaSize()
                    + " of them fraction bits");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(real.getByteOrder());
        double[] values = new double[bytes.length / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (size) {
                case 2 -> Float.float16ToFloat(buffer.getShort());
                case 4 -> buffer.getFloat();
                default -> buffer.getDouble();
            };
        }
        return values;
    }

    private double[] truths(EnumDataType words, double[] values) {
        double[] truths = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            String word = words.getEnumMapping().getOrDefault((int) values[i], "none of its words");
            truths[i] = switch (word) {
                case "TRUE" -> 1;
                case "FALSE" -> 0;
                default -> throw refused("an enumeration with the word " + word);
            };
        }
        return truths;
    }

    /** Strings, without what pads them; those that were never written are empty. */
    String[] texts(HdfFile file, byte[] bytes) {
        String[] texts = new String[bytes.length / type.getSize()];
        Map<Long, GlobalHeap> heaps = new HashMap<>();
        for (int i = 0; i < texts.length; i++) {
            ByteBuffer element = ByteBuffer.wrap(bytes, i * type.getSize(), type.getSize()).slice();
            texts[i] = type instanceof StringData fixed
                    ? text(element, fixed.getPaddingType())
                    : text(pointedAt(file, element, heaps), StringData.PaddingType.NULL_TERMINATED);
        }
        return texts;
    }

    /** A string elsewhere: its length, the address of a heap and its number there. */
    private static ByteBuffer pointedAt(HdfFile file, ByteBuffer element, Map<Long, GlobalHeap> heaps) {
        element.order(ByteOrder.LITTLE_ENDIAN);
        int length = element.getInt();
        long address = file.getHdfBackingStorage().getSizeOfOffsets() == Long.BYTES
                ? element.getLong()
                : Integer.toUnsignedLong(element.getInt());
        if (length == 0 || address == 0) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer object = heaps.computeIfAbsent(address, at -> new GlobalHeap(file.getHdfBackingStorage(), at))
                .getObjectData(element.getInt());
        return object.slice(0, length);
    }

    private static String text(ByteBuffer buffer, StringData.PaddingType padding) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        String all = new String(bytes, StandardCharsets.UTF_8);
        return switch (padding) {
            // After the first zero, writers leave old bytes.
            case NULL_TERMINATED -> all.indexOf(0) < 0 ? all : all.substring(0, all.indexOf(0));
            case NULL_PADDED -> all.replaceAll("\0+$", "");
            case SPACE_PADDED -> all.replaceAll(" +$", "");
        };
    }
}
