package xnorsim.trace;

import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;

/** Source of one variable's value and its place among all values. */
abstract sealed class ChangeSource {

    final int word;

    private ChangeSource(int word) {
        this.word = word;
    }

    static ChangeSource of(Signal signal, int word) {
        return switch (signal) {
            case BitSignal bit -> new OfBit(bit, word);
            case IntegerSignal integer -> new OfInteger(integer, word);
            case BankSignal bank -> throw new IllegalArgumentException(bank + " has lanes");
            case VectorSignal vector -> new OfVector(vector, word);
            case RealSignal real -> new OfReal(real, word);
        };
    }

    static ChangeSource of(BankChanges lines, int lane, int word) {
        return new OfLane(lines, lane, word);
    }

    /** Stores the present value; returns whether it changed. */
    abstract boolean take(long[] values);

    private static final class OfBit extends ChangeSource {
        private final BitSignal bit;

        private OfBit(BitSignal bit, int word) {
            super(word);
            this.bit = bit;
        }

        @Override
        boolean take(long[] values) {
            long value = bit.value() ? 1 : 0;
            boolean change = value != values[word];
            values[word] = value;
            return change;
        }
    }

    private static final class OfInteger extends ChangeSource {
        private final IntegerSignal integer;
        private final long mask;

        private OfInteger(IntegerSignal integer, int word) {
            super(word);
            this.integer = integer;
            this.mask = -1L >>> (64 - integer.width());
        }

        @Override
        boolean take(long[] values) {
            long value = integer.value() & mask;
            boolean change = value != values[word];
            values[word] = value;
            return change;
        }
    }

    /** A lane of a bank, as last compared. */
    private static final class OfLane extends ChangeSource {
        private final BankChanges lines;
        private final int lane;

        private OfLane(BankChanges lines, int lane, int word) {
            super(word);
            this.lines = lines;
            this.lane = lane;
        }

        @Override
        boolean take(long[] values) {
            return lines.take(lane, values);
        }
    }

    private static final class OfVector extends ChangeSource {
        private final VectorSignal vector;
        private final int words;
        private final long highestMask;

        private OfVector(VectorSignal vector, int word) {
            super(word);
            this.vector = vector;
            this.words = (vector.width() + 63) / 64;
            this.highestMask = -1L >>> (-vector.width() & 63);
        }

        @Override
        boolean take(long[] values) {
            boolean change = false;
            for (int k = 0; k < words; k++) {
                long part = k == words - 1 ? vector.word(k) & highestMask : vector.word(k);
                change |= part != values[word + k];
                values[word + k] = part;
            }
            return change;
        }
    }

    private static final class OfReal extends ChangeSource {
        private final RealSignal real;

        private OfReal(RealSignal real, int word) {
            super(word);
            this.real = real;
        }

        @Override
        boolean take(long[] values) {
            double value = real.value();
            boolean change = value != Double.longBitsToDouble(values[word]);
            values[word] = Double.doubleToRawLongBits(value);
            return change;
        }
    }
}
