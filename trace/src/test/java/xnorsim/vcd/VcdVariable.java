package xnorsim.vcd;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A variable of a VCD file and its history. */
public final class VcdVariable {

    private final String path;
    private final boolean real;
    private final int width;
    private final String range;
    private final NavigableMap<Long, String> changes = new TreeMap<>();

    VcdVariable(String path, boolean real, int width, String range) {
        this.path = path;
        this.real = real;
        this.width = width;
        this.range = range;
    }

    void add(long time, String value) {
        changes.put(time, value);
    }

    /** Full name, levels separated by dots. */
    public String path() {
        return path;
    }

    /** Whether it is a real value. */
    public boolean real() {
        return real;
    }

    /** Width in bits. */
    public int width() {
        return width;
    }

    /** The range of its declaration such as [7:0], empty if it has none. */
    public String range() {
        return range;
    }

    /** Time of each change and the value from then on: all bits, highest first, or a decimal number. */
    public NavigableMap<Long, String> changes() {
        return Collections.unmodifiableNavigableMap(changes);
    }

    /** The value at {@code time}, as in {@link #changes()}. */
    public String text(long time) {
        Map.Entry<Long, String> change = changes.floorEntry(time);
        if (change == null) {
            throw new IllegalArgumentException(path + " has no value at " + time);
        }
        return change.getValue();
    }

    /** The value at {@code time} without a sign. */
    public BigInteger unsigned(long time) {
        return new BigInteger(text(time), 2);
    }

    /** The value at {@code time} in two's complement. */
    public BigInteger signed(long time) {
        BigInteger value = unsigned(time);
        return value.testBit(width - 1) ? value.subtract(BigInteger.ONE.shiftLeft(width)) : value;
    }

    /** The real value at {@code time}. */
    public double number(long time) {
        return Double.parseDouble(text(time));
    }

    @Override
    public String toString() {
        return path + range;
    }
}
