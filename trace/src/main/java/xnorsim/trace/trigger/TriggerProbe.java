package xnorsim.trace.trigger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import xnorsim.base.InputException;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Scheduler;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;
import xnorsim.trace.WaveformScope;

/** Waits for a trigger condition and ends the run at the first instant inside a window at which it holds. */
public final class TriggerProbe {
    /**
     * Time and place at which a condition first held.
     *
     * @param timePs instant
     * @param what   the signal and its value at that instant
     */
    public record Hit(long timePs, String what) {}

    private final String option;
    private final Scheduler scheduler;
    private final TimeWindow window;
    private final List<Check> checks = new ArrayList<>();
    private boolean observing;
    private Optional<Hit> hit = Optional.empty();

    /** Checks a signal; returns a description of a match, if any. */
    @FunctionalInterface
    private interface Check {
        Optional<String> look();
    }

    private TriggerProbe(String option, Scheduler scheduler, TimeWindow window) {
        this.option = option;
        this.scheduler = scheduler;
        this.window = window;
    }

    /**
     * Attaches to the signals of {@code scopes}: of the trigger's row, or of all rows shown.
     *
     * @param option name of the trigger's option, for messages
     * @throws InputException if there is no such signal or row
     */
    public static TriggerProbe attach(Trigger trigger, String option, Scheduler scheduler, List<WaveformScope> scopes,
            TimeWindow window) {
        TriggerProbe probe = new TriggerProbe(option, scheduler, window);
        switch (trigger) {
            case Trigger.Value value -> probe.attachValue(value, scopes);
            case Trigger.CodeError error -> probe.attachCodeError(error, scopes);
            case Trigger.Leaves leaves -> probe.attachLeaves(leaves, scopes);
            case Trigger.Difference difference ->
                throw new IllegalStateException("the place of the first difference must be known beforehand");
        }
        scheduler.schedule(window.startPs(), Phase.OBSERVE, probe::observe);
        return probe;
    }

    /** The match found by the run. */
    public Optional<Hit> hit() {
        return hit;
    }

    private void attachValue(Trigger.Value trigger, List<WaveformScope> scopes) {
        TreeSet<String> others = new TreeSet<>();
        long[] accepted = trigger.accepted();
        for (WaveformScope scope : scopes) {
            for (Signal signal : scope.signals()) {
                if (signal.name().equals(trigger.signal()) && !(signal instanceof VectorSignal)) {
                    attach(scope, signal, trigger, accepted);
                }
                if (!(signal instanceof VectorSignal)) {
                    others.add(signal.name());
                }
            }
        }
        if (checks.isEmpty() && others.contains(trigger.signal())) {
            throw InputException.noSuch(option, "signal " + trigger.signal() + " of row",
                    Integer.toString(trigger.row().orElseThrow()), "expected an existing row");
        }
        if (checks.isEmpty()) {
            throw InputException.noSuch(option, "signal", trigger.signal(), others);
        }
    }

    private void requireSome(String what, String expected) {
        if (checks.isEmpty()) {
            throw new InputException(option + " names " + what + ", expected " + expected);
        }
    }

    private void attach(WaveformScope scope, Signal signal, Trigger.Value trigger, long[] accepted) {
        if (signal instanceof BankSignal bank) {
            BitSet lanes = lanes(bank, scope, trigger.row());
            if (!lanes.isEmpty()) {
                bank.watchUpdates(_ -> wake(), lanes);
                checks.add(bank.real()
                        ? () -> look(scope, bank, lanes, trigger)
                        : () -> look(scope, bank, lanes, accepted));
            }
            return;
        }
        if (trigger.row().isPresent()) {
            return;
        }
        signal.watch((_, _) -> wake());
        String path = scope.path() + "." + signal.name();
        checks.add(switch (signal) {
            case BitSignal bit -> () -> found(within(bit.value() ? 1 : 0, accepted), path, bit.value() ? 1 : 0);
            case IntegerSignal integer -> () -> found(within(integer.value(), accepted), path, integer.value());
            case RealSignal real -> () -> found(within(real.value(), trigger), path, real.value());
            default -> throw new IllegalStateException(signal + " cannot be compared");
        });
    }

    private static BitSet lanes(BankSignal bank, WaveformScope scope, OptionalInt row) {
        BitSet lanes = new BitSet();
        IntStream.range(0, bank.lanes())
                .filter(lane -> row.isPresent() ? row.getAsInt() == lane : scope.lanes().test(lane))
                .forEach(lanes::set);
        return lanes;
    }

    private static boolean within(long value, long[] accepted) {
        return value >= accepted[0] && value <= accepted[1];
    }

    private static boolean within(double value, Trigger.Value trigger) {
        double bound = trigger.bound().doubleValue();
        return switch (trigger.relation()) {
            case ABOVE -> value > bound;
            case BELOW -> value < bound;
            case IS -> value == bound;
        };
    }

    private static Optional<String> found(boolean holds, String path, Object value) {
        return holds ? Optional.of(path + " = " + value) : Optional.empty();
    }

    private static Optional<String> look(WaveformScope scope, BankSignal bank, BitSet lanes, long[] accepted) {
        for (int lane = lanes.nextSetBit(0); lane >= 0; lane = lanes.nextSetBit(lane + 1)) {
            if (within(bank.value(lane), accepted)) {
                return found(true, path(scope, bank, lane), bank.value(lane));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> look(WaveformScope scope, BankSignal bank, BitSet lanes, Trigger.Value trigger) {
        for (int lane = lanes.nextSetBit(0); lane >= 0; lane = lanes.nextSetBit(lane + 1)) {
            double value = Double.longBitsToDouble(bank.value(lane));
            if (within(value, trigger)) {
                return found(true, path(scope, bank, lane), value);
            }
        }
        return Optional.empty();
    }

    private static String path(WaveformScope scope, BankSignal bank, int lane) {
        return scope.path() + "." + bank.laneName() + lane + "." + bank.name();
    }

    private void attachCodeError(Trigger.CodeError trigger, List<WaveformScope> scopes) {
        for (WaveformScope scope : scopes) {
            Optional<BankSignal> code = bank(scope, "code");
            Optional<BankSignal> buffer = bank(scope, "buffer");
            if (code.isPresent() && buffer.isPresent()) {
                attachCodeError(scope, code.get(), buffer.get(), lanes(code.get(), scope, trigger.row()));
            }
        }
        requireSome("the code of a row", "rows of the subarray");
    }

    private static Optional<BankSignal> bank(WaveformScope scope, String name) {
        return scope.signals().stream().filter(signal -> signal.name().equals(name))
                .filter(BankSignal.class::isInstance)
                .map(BankSignal.class::cast).findFirst();
    }

    private void attachCodeError(WaveformScope scope, BankSignal code, BankSignal buffer, BitSet lanes) {
        if (lanes.isEmpty()) {
            return;
        }
        boolean[] converted = new boolean[1];
        code.watchUpdates(_ -> {
            converted[0] = true;
            wake();
        }, lanes);
        buffer.watchUpdates(_ -> {}, lanes);
        checks.add(() -> {
            if (!converted[0]) {
                return Optional.empty();
            }
            converted[0] = false;
            return lanes.stream().filter(lane -> code.value(lane) != buffer.value(lane)).boxed().findFirst()
                    .map(lane -> path(scope, code, lane) + " = " + code.value(lane) + " but the buffer holds "
                            + buffer.value(lane));
        });
    }

    private void attachLeaves(Trigger.Leaves trigger, List<WaveformScope> scopes) {
        for (WaveformScope scope : scopes) {
            for (Signal signal : scope.signals()) {
                if (checks.isEmpty() && signal instanceof IntegerSignal one && one.name().equals(trigger.signal())) {
                    BooleanSupplier left = left(one, trigger);
                    checks.add(() -> found(left.getAsBoolean(), trigger.what(), trigger.number()));
                }
            }
        }
        requireSome("a " + trigger.what(), "a scope that shows " + trigger.signal());
    }

    private BooleanSupplier left(IntegerSignal signal, Trigger.Leaves trigger) {
        long[] times = new long[1];
        boolean[] before = new boolean[1];
        signal.watch((_, _) -> wake());
        return () -> {
            boolean has = signal.value() == trigger.value();
            if (before[0] && !has) {
                times[0]++;
            }
            before[0] = has;
            return times[0] > trigger.number();
        };
    }

    private void wake() {
        if (!observing) {
            observing = true;
            scheduler.schedule(scheduler.nowPs(), Phase.OBSERVE, this::observe);
        }
    }

    private void observe() {
        observing = false;
        for (Check check : checks) {
            Optional<String> found = check.look();
            if (found.isPresent() && hit.isEmpty() && scheduler.nowPs() >= window.startPs()
                    && scheduler.nowPs() <= window.endPs()) {
                hit = Optional.of(new Hit(scheduler.nowPs(), found.get()));
            }
        }
        if (hit.isPresent() || scheduler.nowPs() > window.endPs()) {
            scheduler.stop();
        }
    }
}
