package xnorsim.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A level of the name hierarchy, in which signals are created. Creating a signal yields its only driver: the holder of
 * the driver writes, all others get the {@link Signal}. A scope lists what exists; {@link Probe}s see what happens.
 *
 * <p>A name is a letter or underscore followed by letters, digits and underscores (safe in every waveform viewer) and
 * is used once per scope.
 */
public final class Scope {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Scheduler scheduler;
    private final String path;
    private final Map<String, Scope> children = new LinkedHashMap<>();
    private final Map<String, Signal> signals = new LinkedHashMap<>();

    Scope(Scheduler scheduler, String path) {
        this.scheduler = scheduler;
        this.path = path;
    }

    /** Full name, levels separated by dots; empty for the root. */
    public String path() {
        return path;
    }

    /** The scheduler that this scope's signals and components run on. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Opens a child scope. */
    public Scope child(String name) {
        Scope child = new Scope(scheduler, pathOf(check(name)));
        children.put(name, child);
        return child;
    }

    /** Creates a wire of one bit, initially 0. */
    public BitSignal.Driver bit(String name) {
        return add(name, new BitSignal(scheduler, pathOf(check(name)))).driver();
    }

    /** Creates an integer of {@code width} bits (1..64), initially 0; {@code signed} means two's complement. */
    public IntegerSignal.Driver integer(String name, int width, boolean signed) {
        return add(name, new IntegerSignal(scheduler, pathOf(check(name)), width, signed)).driver();
    }

    /** Creates a real value, initially 0.0. */
    public RealSignal.Driver real(String name) {
        return add(name, new RealSignal(scheduler, pathOf(check(name)))).driver();
    }

    /**
     * Creates a vector of {@code width} bits over a register kept by its component: bit j is bit j mod 64 of word j /
     * 64. The component writes its array and then calls {@link VectorSignal.Driver#updated()}.
     */
    public VectorSignal.Driver vector(String name, int width, long[] register) {
        return add(name, new VectorSignal(scheduler, pathOf(check(name)), width, register)).driver();
    }

    /**
     * Creates a bank: {@code lanes} integers of equal width that are written together, such as one register per row.
     * Lane i is named {@code <lane><i>.<name>}. The values stay with the component; it calls {@link
     * BankSignal.Driver#updated()} after writing.
     */
    public BankSignal.Driver bank(String lane, int lanes, String name, int width, boolean signed,
            BankSignal.Lanes values) {
        return bank(lane, lanes, name, width, signed, false, values);
    }

    /** Creates a bank of real numbers, one per lane, otherwise as {@link #bank}; all must be finite. */
    public BankSignal.Driver realBank(String lane, String name, double[] values) {
        return bank(lane, values.length, name, 64, true, true, BankSignal.Lanes.of(values));
    }

    private BankSignal.Driver bank(String lane, int lanes, String name, int width, boolean signed, boolean real,
            BankSignal.Lanes values) {
        if (!NAME.matcher(lane).matches()) {
            throw new IllegalArgumentException("not a name: \"" + lane + "\"");
        }
        String key = lane + "*." + name;
        if (!NAME.matcher(name).matches() || signals.containsKey(key)) {
            throw new IllegalArgumentException("not a free name in " + path + ": \"" + key + "\"");
        }
        BankSignal bank = new BankSignal(scheduler, pathOf(lane), lanes, name, width, signed, real, values);
        signals.put(key, bank);
        return bank.driver();
    }

    /** The child scopes in order of creation. */
    public List<Scope> children() {
        return List.copyOf(children.values());
    }

    /** The signals of this scope in order of creation, without those of child scopes. */
    public List<Signal> signals() {
        return Collections.unmodifiableList(new ArrayList<>(signals.values()));
    }

    private <S extends Signal> S add(String name, S signal) {
        signals.put(name, signal);
        return signal;
    }

    private String check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not a name: \"" + name + "\" (a letter or _, then letters, digits and _)");
        }
        if (signals.containsKey(name) || children.containsKey(name)) {
            throw new IllegalArgumentException("the name \"" + pathOf(name) + "\" is taken");
        }
        return name;
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @Override
    public String toString() {
        return path;
    }
}
