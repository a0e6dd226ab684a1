package xnorsim.proof.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import xnorsim.network.neuron.Leak;
import xnorsim.neurons.MembraneLeak;
import xnorsim.proof.certificate.Replay;
import xnorsim.proof.exact.FiringRow.Parameters;

/** A row on every sequence of changes, membrane by membrane, the plain way. */
public final class EveryInput {
    private final FiringRow row;
    private final Parameters parameters;
    private final int shift;
    private final int steps;
    private final long[] changes;
    private int firstDifference = Integer.MAX_VALUE;
    private final MembraneLeak leak;
    private int bits = 1;
    private Rational error = Rational.ZERO;

    private EveryInput(FiringRow row, Parameters parameters, int fractionBits, int steps) {
        this.row = row;
        this.parameters = parameters;
        this.shift = fractionBits - row.gridBits();
        this.steps = steps;
        this.changes = changes(row);
        this.leak = switch (row.leak().leak()) {
            case Leak.None _ -> MembraneLeak.NONE;
            case Leak.Shift(int by) -> new MembraneLeak.Shift(by);
            case Leak.Factor(int code, int places) -> new MembraneLeak.Factor(code, places);
        };
    }

    private static long[] changes(FiringRow row) {
        return LongStream.rangeClosed(row.least(), row.most()).filter(row.changes()::contains).toArray();
    }

    /**
     * The first step, from 1, in which some input makes the parameters spike otherwise; the largest int if none does.
     */
    public static int firstDifference(FiringRow row, Parameters parameters, int fractionBits, int steps) {
        return of(row, parameters, fractionBits, steps).firstDifference;
    }

    /** Bits of the largest membrane of the parameters over all inputs. */
    public static int membraneBits(FiringRow row, Parameters parameters, int fractionBits, int steps) {
        return of(row, parameters, fractionBits, steps).bits;
    }

    /** The largest error of a membrane's distance from the threshold before a decision, in units of the sums. */
    public static Rational error(FiringRow row, Parameters parameters, int fractionBits, int steps) {
        return of(row, parameters, fractionBits, steps).error.scaled(-row.gridBits());
    }

    private static EveryInput of(FiringRow row, Parameters parameters, int fractionBits, int steps) {
        EveryInput all = new EveryInput(row, parameters, fractionBits, steps);
        // A register holds what it is reset to, whether or not an input fires.
        all.bits = parameters.reset().bitLength() + 1;
        all.step(1, Rational.ZERO, BigInteger.ZERO);
        return all;
    }

    private void step(int t, Rational real, BigInteger fixed) {
        if (t > steps || t >= firstDifference) {
            return;
        }
        for (long change : changes) {
            Rational u = real.times(Rational.of(row.leak().leak().beta())).plus(Rational.of(change)).minus(row.bias());
            BigInteger v = BigInteger.valueOf(leak.of(fixed.longValueExact()))
                    .add(BigInteger.valueOf(change).shiftLeft(shift)).subtract(parameters.bias());
            bits = Math.max(bits, v.bitLength() + 1);
            Rational off = new Rational(v.subtract(parameters.threshold()), BigInteger.ONE).scaled(-shift)
                    .minus(u.minus(row.threshold())).magnitude();
            error = off.compareTo(error) > 0 ? off : error;
            int least = row.firesAt() ? 0 : 1;
            boolean fires = u.compareTo(row.threshold()) >= least;
            if (fires != v.compareTo(parameters.threshold()) >= least) {
                firstDifference = Math.min(firstDifference, t);
                return;
            }
            if (!fires) {
                step(t + 1, u, v);
            } else if (row.reset().isPresent()) {
                step(t + 1, row.reset().get(), parameters.reset());
            } else {
                step(t + 1, u.minus(row.threshold()), v.subtract(parameters.threshold()));
            }
        }
    }

    /** Every sum that can be decided about in step t after k spikes. */
    public static Set<Long> sums(FiringRow row, int t, int k) {
        Set<Long> sums = new TreeSet<>();
        collect(row, t, k, new ArrayList<>(), sums);
        return sums;
    }

    private static void collect(FiringRow row, int t, int k, List<Long> changes, Set<Long> sums) {
        if (changes.size() == t) {
            if (Replay.exactly(row, changes.subList(0, t - 1)).stream().filter(fired -> fired).count() == k) {
                sums.add(changes.stream().mapToLong(Long::longValue).sum());
            }
            return;
        }
        for (long change : changes(row)) {
            changes.addLast(change);
            collect(row, t, k, changes, sums);
            changes.removeLast();
        }
    }
}
