package xnorsim.analog;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.Hold;
import xnorsim.arrays.readout.Transfer;

/**
 * The deterministic errors of a readout: settling, droop, charge injection, saturation, resolution and clipping. Tells
 * whether all codes equal counts for every vector and row, and how far each limit may move until they do not.
 *
 * <p>Before the converter the value is x = (g p1 + s) D + g p2 + s, with g of settling and injection, s of the
 * injection, D the droop and p1, p2 the counts of the slots. Its error x - (p1 + p2) is linear in both counts, so of
 * all pairs with one sum those with the smallest and the largest p1 decide, and codes increase with x: two values per
 * sum are checked, through the readout's own functions.
 *
 * @param readout      the analog chain; its random terms are ignored
 * @param columns      M, columns of the array, which set the level
 * @param columnsInUse columns that hold weights, so that a count is 0..columnsInUse
 * @param slots        1 or 2
 * @param holdPs       time between the two samplings
 */
public record Exactness(AnalogReadout readout, int columns, int columnsInUse, int slots, long holdPs) {

    private static final long LONGEST_PS = 1L << 60;

    /** Checks the shape. */
    public Exactness {
        if (columnsInUse < 1 || columnsInUse > columns || slots < 1 || slots > 2 || holdPs < 0) {
            throw new IllegalArgumentException(
                    columnsInUse + " of " + columns + " columns, " + slots + " slots, " + holdPs + " ps");
        }
    }

    /** Whether every code equals its count, whatever the spikes. */
    public boolean isExact() {
        return need(readout, holdPs) == Need.NOTHING;
    }

    /** The largest difference between a value before the converter and its count, in levels. */
    public double worstError() {
        Chain chain = new Chain(readout, holdPs);
        double worst = 0;
        for (int dot = 0; dot <= slots * columnsInUse; dot++) {
            worst = Math.max(worst, Math.max(Math.abs(chain.value(dot, leastFirst(dot)) - dot),
                    Math.abs(chain.value(dot, mostFirst(dot)) - dot)));
        }
        return worst;
    }

    /** The largest difference between a code and its count, in levels. */
    public int worstCodeError() {
        Chain chain = new Chain(readout, holdPs);
        int worst = 0;
        for (int dot = 0; dot <= slots * columnsInUse; dot++) {
            worst = Math.max(worst, Math.max(Math.abs(chain.code(dot, leastFirst(dot)) - dot),
                    Math.abs(chain.code(dot, mostFirst(dot)) - dot)));
        }
        return worst;
    }

    /**
     * The longest hold time with which the readout is exact, all else equal; {@link Long#MAX_VALUE} if unlimited, empty
     * if none.
     */
    public OptionalLong longestHoldPs() {
        if (need(readout, LONGEST_PS) == Need.NOTHING) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
        LongFunction<Need> held = time -> need(readout, time);
        OptionalLong some = someExact(held);
        // Exact times form an interval: for every sum the value is linear in D, and D falls with time.
        return some.isEmpty() ? some : OptionalLong.of(border(held, some.getAsLong(), LONGEST_PS));
    }

    /**
     * The shortest sampling time with which the readout is exact, in picoseconds, all else equal; 0 with an ideal
     * switch, empty if none.
     */
    public OptionalLong shortestSamplingPs() {
        if (readout.hold().samplingSwitch().resistanceKohm() == 0) {
            return isExact() ? OptionalLong.of(0) : OptionalLong.empty();
        }
        LongFunction<Need> sampled = time -> needOfSampling(Math.max(1, time));
        OptionalLong some = someExact(sampled);
        // Again an interval: for every sum the value is linear in the settled fraction, which grows with time.
        if (some.isEmpty()) {
            return some;
        }
        return OptionalLong.of(sampled.apply(1) == Need.NOTHING ? 1 : border(sampled, some.getAsLong(), 1));
    }

    /** The last exact time between an exact and an inexact one, by bisection. */
    private static long border(LongFunction<Need> need, long some, long none) {
        long exact = some;
        long other = none;
        while (Math.abs(other - exact) > 1) {
            long middle = exact + (other - exact) / 2;
            if (need.apply(middle) == Need.NOTHING) {
                exact = middle;
            } else {
                other = middle;
            }
        }
        return exact;
    }

    private static OptionalLong someExact(LongFunction<Need> need) {
        long low = 0;
        long high = LONGEST_PS;
        while (low <= high) {
            long middle = low + (high - low) / 2;
            switch (need.apply(middle)) {
                case NOTHING -> {
                    return OptionalLong.of(middle);
                }
                case LESS_TIME -> high = middle - 1;
                case MORE_TIME -> low = middle + 1;
                case SOMETHING_ELSE -> {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The capacitors with which the readout is exact; empty if there are none. kT/C noise is excluded. */
    public Optional<CapacitorRange> capacitors() {
        return CapacitorRange.of(this);
    }

    /**
     * The largest error of a value before the converter, in levels, that changes no code whatever its sign: half a
     * level, or less if codes are not one level apart; 0 if some count has no code of its own.
     */
    double tolerance() {
        Transfer t = readout.transfer(columns, slots);
        double least = t.step() / 2;
        for (int dot = 0; dot <= slots * columnsInUse; dot++) {
            int index = t.index(dot);
            least = t.level(index) == dot
                    ? Math.min(least, t.step() / 2 - Math.abs(dot - t.lowestCode() - index * t.step()))
                    : 0;
        }
        return Math.max(0, least);
    }

    /** Another readout of the same array. */
    Exactness with(AnalogReadout other) {
        return new Exactness(other, columns, columnsInUse, slots, holdPs);
    }

    /** The fewest bits of a converter with which the readout is exact; empty if there are none. */
    public OptionalInt fewestBits() {
        for (int bits = 1; bits <= Conversion.MAX_BITS; bits++) {
            if (need(readout.withConversion(with(readout.conversion(), bits)), holdPs) == Need.NOTHING) {
                return OptionalInt.of(bits);
            }
        }
        return OptionalInt.empty();
    }

    static Conversion with(Conversion c, int bits) {
        return new Conversion(c.kind(), OptionalInt.of(bits), c.clipLow(), c.clipHigh(), c.rowsPerConverter(),
                c.cyclesPerDecision(), c.offsetSigmaMv(), c.calibrationStepMv(), c.comparatorOffsetSigmaMv(),
                c.lastStep());
    }

    private int leastFirst(int dot) {
        return Math.max(0, dot - (slots - 1) * columnsInUse);
    }

    private int mostFirst(int dot) {
        return Math.min(columnsInUse, dot);
    }

    /** What must change for the readout to be exact. */
    private enum Need {
        NOTHING, LESS_TIME, MORE_TIME, SOMETHING_ELSE;

        Need and(Need other) {
            return this == NOTHING || this == other ? other : other == NOTHING ? this : SOMETHING_ELSE;
        }
    }

    private Need need(AnalogReadout with, long time) {
        Chain chain = new Chain(with, time);
        return need(chain, chain::needOfHolding);
    }

    private Need needOfSampling(long time) {
        Hold h = readout.hold();
        Chain chain = new Chain(readout.withHold(h.withSamplingSwitch(h.samplingSwitch().withClosedPs((double) time))),
                holdPs);
        return need(chain, chain::needOfSampling);
    }

    private Need need(Chain chain, Pairs pairs) {
        if (chain.isSurelyExact()) {
            return Need.NOTHING;
        }
        Need need = Need.NOTHING;
        for (int dot = 0; dot <= slots * columnsInUse && need != Need.SOMETHING_ELSE; dot++) {
            need = need.and(pairs.need(dot, leastFirst(dot))).and(pairs.need(dot, mostFirst(dot)));
        }
        return need;
    }

    @FunctionalInterface
    private interface Pairs {
        /** The requirement of a sum with a given first-slot count. */
        Need need(int dot, int first);
    }

    /** The readout with precomputed constants. */
    private final class Chain {
        private final Transfer transfer;
        private final double gain;
        private final double shift;
        private final double decay;
        private final double floor;
        private final double ceiling;

        Chain(AnalogReadout with, long time) {
            transfer = with.transfer(columns, slots);
            gain = transfer.sampleGain();
            shift = transfer.sampleShift();
            decay = slots == 1 ? 0 : transfer.decay(time);
            floor = transfer.floor();
            ceiling = transfer.ceiling();
        }

        /** The value before the converter; with one slot all of the count is {@code first}. */
        double value(int dot, int first) {
            return Math.clamp(unlimited(dot, first), floor, ceiling);
        }

        private double unlimited(int dot, int first) {
            double held1 = first * gain + shift;
            return slots == 1 ? held1 : held1 * decay + ((dot - first) * gain + shift);
        }

        int code(int dot, int first) {
            return transfer.code(value(dot, first));
        }

        Need needOfHolding(int dot, int first) {
            int code = code(dot, first);
            if (code == dot) {
                return Need.NOTHING;
            }
            double held1 = first * gain + shift;
            if (slots == 1 || held1 == 0) {
                return Need.SOMETHING_ELSE;
            }
            return code < dot == held1 > 0 ? Need.LESS_TIME : Need.MORE_TIME;
        }

        Need needOfSampling(int dot, int first) {
            int code = code(dot, first);
            if (code == dot) {
                return Need.NOTHING;
            }
            return dot == 0 ? Need.SOMETHING_ELSE : code < dot ? Need.MORE_TIME : Need.LESS_TIME;
        }

        /** A linear error is largest at a corner; clamping to a range that contains all counts increases none. */
        boolean isSurelyExact() {
            int most = slots * columnsInUse;
            if (!transfer.resolvesLevels() || transfer.lowestCode() > 0 || transfer.highestCode() < most
                    || ceiling < most) {
                return false;
            }
            double worst = 0;
            for (int first = 0; first <= columnsInUse; first += columnsInUse) {
                for (int second = 0; second <= (slots - 1) * columnsInUse; second += columnsInUse) {
                    worst = Math.max(worst, Math.abs(unlimited(first + second, first) - first - second));
                }
            }
            return worst < 0.5;
        }
    }
}
