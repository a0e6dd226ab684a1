package xnorsim.trace;

import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;

/**
 * One variable of a dump: where its value comes from, and what was written last. Bits are written without leading
 * zeros (IEEE 1364 extends a value whose first digit is 0 or 1 by zeros), so a negative number has its full width.
 */
abstract sealed class Variable {

    private static final long SPACE = ' ';
    private static final long NEW_LINE = '\n';

    private final long tail;
    private final int tailLength;

    /** Makes variable number {@code index}; {@code spaced} if a space goes between value and identifier. */
    private Variable(int index, boolean spaced) {
        long identifier = VcdText.identifier(index);
        long line = identifier | NEW_LINE << (8 * VcdText.packedLength(identifier));
        this.tail = spaced ? line << 8 | SPACE : line;
        this.tailLength = VcdText.packedLength(tail);
    }

    static Variable of(Signal signal, int index) {
        return switch (signal) {
            case BitSignal bit -> new OfBit(bit, index);
            case IntegerSignal integer -> new OfInteger(integer, index);
            case BankSignal bank -> throw new IllegalArgumentException(bank + " has lanes");
            case VectorSignal vector -> new OfVector(vector, index);
            case RealSignal real -> new OfReal(real, index);
        };
    }

    static Variable of(BankLines lines, int lane, int index) {
        lines.declare(lane, index);
        return new OfLane(lines, lane, index);
    }

    /** Takes the present value over; whether it differs from the one taken before. */
    abstract boolean take();

    /** Writes what was taken last. */
    abstract void write(VcdText text);

    final void writeTail(VcdText text) {
        text.packed(tail, tailLength);
    }

    /** A value of 1 to 64 bits. */
    private abstract static sealed class Word extends Variable {

        private final long mask;
        private long last;

        private Word(int width, int index) {
            super(index, width != 1);
            this.mask = -1L >>> (64 - width);
        }

        abstract long value();

        @Override
        final boolean take() {
            long value = value() & mask;
            boolean change = value != last;
            last = value;
            return change;
        }

        @Override
        final void write(VcdText text) {
            text.begin();
            if (mask == 1) {
                text.character((char) ('0' + last));
            } else {
                text.character('b');
                text.bits(last, Math.max(1, 64 - Long.numberOfLeadingZeros(last)));
            }
            writeTail(text);
        }
    }

    private static final class OfBit extends Word {
        private final BitSignal bit;

        private OfBit(BitSignal bit, int index) {
            super(1, index);
            this.bit = bit;
        }

        @Override
        long value() {
            return bit.value() ? 1 : 0;
        }
    }

    private static final class OfInteger extends Word {
        private final IntegerSignal integer;

        private OfInteger(IntegerSignal integer, int index) {
            super(integer.width(), index);
            this.integer = integer;
        }

        @Override
        long value() {
            return integer.value();
        }
    }

    /** A lane of a bank, as of the last look at the bank. */
    private static final class OfLane extends Variable {
        private final BankLines lines;
        private final int lane;

        private OfLane(BankLines lines, int lane, int index) {
            super(index, false);
            this.lines = lines;
            this.lane = lane;
        }

        @Override
        boolean take() {
            return lines.take(lane);
        }

        @Override
        void write(VcdText text) {
            lines.write(lane, text);
        }
    }

    private static final class OfVector extends Variable {
        private final VectorSignal vector;
        private final long[] last;
        private final long highestMask;

        private OfVector(VectorSignal vector, int index) {
            super(index, vector.width() != 1);
            this.vector = vector;
            this.last = new long[(vector.width() + 63) / 64];
            this.highestMask = -1L >>> (-vector.width() & 63);
        }

        @Override
        boolean take() {
            boolean change = false;
            for (int k = 0; k < last.length; k++) {
                long word = k == last.length - 1 ? vector.word(k) & highestMask : vector.word(k);
                change |= word != last[k];
                last[k] = word;
            }
            return change;
        }

        @Override
        void write(VcdText text) {
            text.begin();
            if (vector.width() == 1) {
                text.character((char) ('0' + last[0]));
            } else {
                text.character('b');
                int k = last.length - 1;
                while (k > 0 && last[k] == 0) {
                    k--;
                }
                text.bits(last[k], Math.max(1, 64 - Long.numberOfLeadingZeros(last[k])));
                while (--k >= 0) {
                    text.bits(last[k], 64);
                }
            }
            writeTail(text);
        }
    }

    private static final class OfReal extends Variable {
        private final RealSignal real;
        private double last;

        private OfReal(RealSignal real, int index) {
            super(index, true);
            this.real = real;
        }

        @Override
        boolean take() {
            double value = real.value();
            boolean change = value != last;
            last = value;
            return change;
        }

        @Override
        void write(VcdText text) {
            text.begin();
            text.character('r');
            text.real(last);
            writeTail(text);
        }
    }
}
