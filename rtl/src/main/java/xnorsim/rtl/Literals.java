package xnorsim.rtl;

import java.math.BigInteger;

/** Constants and ranges of SystemVerilog, always with their width. */
final class Literals {

    /** Longest constant that is written bit by bit. */
    private static final int LONGEST_BINARY = 32;

    private Literals() {}

    /** {@code [width-1:0]}. */
    static String range(int width) {
        return "[" + (width - 1) + ":0]";
    }

    /** {@code 4'd9}. */
    static String decimal(int width, long value) {
        return width + "'d" + value;
    }

    /** {@code -12'sd640}. */
    static String signed(int width, long value) {
        return (value < 0 ? "-" : "") + width + "'sd" + BigInteger.valueOf(value).abs();
    }

    /** {@code 5'b01101}, in hexadecimal where that would be long. */
    static String bits(int width, BigInteger value) {
        return width <= LONGEST_BINARY
                ? width + "'b" + padded(value.toString(2), width)
                : width + "'h" + padded(value.toString(16), (width + 3) / 4);
    }

    /** {@code 7'd0}, or nothing of no width, to stand in a concatenation. */
    static String zeros(int width) {
        return width == 0 ? "" : decimal(width, 0);
    }

    /** {@code {3{name[top]}}}. */
    static String signBits(int count, String name, int width) {
        return "{" + count + "{" + name + "[" + (width - 1) + "]}}";
    }

    static String padded(String digits, int length) {
        return "0".repeat(length - digits.length()) + digits;
    }
}
