package xnorsim.neurons;

import java.util.Arrays;
import java.util.Optional;
import xnorsim.sim.BankSignal;
import xnorsim.sim.KernelChoice;
import xnorsim.sim.Scope;

/**
 * Units in fixed point, one per row. Kernels serve integrate-and-fire units (eqs. (6) and (7)); units of another {@link
 * NeuronRule} are served one by one:
 *
 * <pre>
 * membrane &lt;- leak(membrane)                         integrate, {@link MembraneLeak}
 * membrane &lt;- membrane + dot * 2^F - bias_q          integrate
 * spike    &lt;- membrane &gt; theta_q                     fire, or &gt;=
 * membrane &lt;- membrane - theta_q where it fired      soft reset, or
 * membrane &lt;- reset_q where it fired                 hard reset
 * </pre>
 *
 * <p>Signals: {@code row<i>.membrane} (two's complement), {@code row<i>.spike}.
 */
public final class NeuronUnits {

    private final UnitParameters parameters;
    private final FireKernel kernel;
    private final boolean cannotWrap;
    private final MembraneLeak leak;
    /** For a rule without a kernel. */
    private final Optional<RuleLoop> other;
    /** Created on demand; units with wide membranes have none. */
    private Optional<NarrowParameters> narrow = Optional.empty();
    private final long[] membranes;
    private final long[] spikes;
    /** The next {@code spikes} when only some rows are served. */
    private final long[] nextSpikes;
    private final BankSignal.Driver membraneSignal;
    private final BankSignal.Driver spikeSignal;

    /** Builds the units under {@code scope} with the kernels of this process, all membranes 0. */
    public NeuronUnits(Scope scope, UnitParameters parameters) {
        this(scope, parameters, KernelChoice.ofThisProcess());
    }

    /** Builds the units under {@code scope} with kernels of the given kind, all membranes 0. */
    public NeuronUnits(Scope scope, UnitParameters parameters, KernelChoice choice) {
        this.kernel = switch (choice) {
            case SCALAR -> new ScalarFire();
            case VECTOR -> new VectorFire();
        };
        this.parameters = parameters;
        this.cannotWrap = parameters.cannotWrap();
        this.leak = parameters.leak();
        this.other = parameters.integratesAndFires() ? Optional.empty() : Optional.of(new RuleLoop(parameters));
        int units = parameters.units();
        this.membranes = new long[units];
        this.spikes = new long[(units + 63) / 64];
        this.nextSpikes = new long[spikes.length];
        this.membraneSignal = scope.bank("row", units, "membrane", parameters.membraneBits(), true,
                BankSignal.Lanes.of(membranes));
        this.spikeSignal = scope.bank("row", units, "spike", 1, false, BankSignal.Lanes.ofBits(spikes));
    }

    /** Number of units. */
    public int units() {
        return membranes.length;
    }

    /** The membranes in units of 2^-F; not to be written. */
    public long[] membranes() {
        return membranes;
    }

    /** The spikes of the last FIRE, 64 units per word; not to be written. */
    public long[] spikes() {
        return spikes;
    }

    /** The wires {@code row<i>.membrane}. */
    public BankSignal membraneSignal() {
        return membraneSignal.signal();
    }

    /** The wires {@code row<i>.spike}. */
    public BankSignal spikeSignal() {
        return spikeSignal.signal();
    }

    /** Starts a sample: clears all membranes and registers; update phase only. */
    public void clear() {
        Arrays.fill(membranes, 0);
        if (other.isPresent()) {
            other.get().clear();
        }
        membraneSignal.updated();
    }

    /** Loads membranes and registers from a memory; visible with the integration at the same edge. */
    public void restore(MembraneMemory memory, int from) {
        for (int i = 0; i < membranes.length; i++) {
            membranes[i] = memory.get(from + i);
        }
        if (other.isPresent()) {
            other.get().restore(memory, from, membranes.length);
        }
    }

    /** Writes membranes and registers to a memory. */
    public void save(MembraneMemory memory, int to) {
        for (int i = 0; i < membranes.length; i++) {
            memory.set(to + i, membranes[i]);
        }
        if (other.isPresent()) {
            other.get().save(memory, to, membranes.length);
        }
    }

    /**
     * Integrates one dot per unit, {@code dot[from]} into unit 0; update phase only.
     *
     * @throws MembraneOverflowException if a membrane overflows under {@link Overflow#ERROR}
     */
    public void integrate(int[] dot, int from) {
        if (other.isPresent()) {
            other.get().integrate(membranes, dot, from);
        } else {
            leak.apply(membranes, 0, membranes.length);
            Membranes.integrate(parameters, cannotWrap, membranes, dot, from);
        }
        membraneSignal.updated();
    }

    /** Fires and resets; update phase only. */
    public void fire() {
        if (other.isPresent()) {
            other.get().fire(membranes, spikes);
        } else {
            kernel.fire(parameters, membranes, spikes);
        }
        spikeSignal.updated();
        membraneSignal.updated();
    }

    /**
     * {@link #restore}, {@link #integrate}, {@link #fire} and {@link #save} in one, without observers: membrane i is
     * the memory's {@code at + i}, and the units' own registers stay unchanged; update phase only.
     *
     * @throws MembraneOverflowException as {@link #integrate}
     */
    public void integrateAndFire(MembraneMemory memory, int at, int[] dot, int from) {
        if (canServe(memory)) {
            serve(memory, at, dot, from, spikes);
            spikeSignal.updated();
        } else {
            restore(memory, at);
            integrate(dot, from);
            fire();
            save(memory, at);
        }
    }

    /** Whether all units can integrate and fire in one pass over the memory. */
    private boolean canServe(MembraneMemory memory) {
        return other.isEmpty() && (memory.isNarrow() || cannotWrap);
    }

    private void serve(MembraneMemory memory, int at, int[] dot, int from, long[] fired) {
        if (memory.isNarrow()) {
            if (narrow.isEmpty()) {
                narrow = Optional.of(NarrowParameters.of(parameters));
            }
            leak.apply(memory.ints(), at, membranes.length);
            kernel.integrateAndFire(narrow.get(), memory.ints(), at, dot, from, fired);
            return;
        }
        long[] longs = memory.longs();
        leak.apply(longs, at, membranes.length);
        int served = kernel.integrateAndFire(parameters, longs, at, dot, from, fired);
        for (int i = served; i < membranes.length; i++) {
            // From the first overflowing unit on, one by one: only here a membrane may saturate.
            long after = Membranes.settle(parameters, i, longs[at + i], (long) dot[from + i] << parameters.shift());
            boolean fires = after > parameters.above()[i];
            longs[at + i] = fires ? parameters.afterFiring(i, after) : after;
            fired[i >> 6] |= (fires ? 1L : 0L) << i;
        }
    }

    /**
     * Whether units can be served for some rows only, see {@link #integrate(MembraneMemory, int, int[], int, int[])}.
     */
    public boolean canServeRows() {
        return cannotWrap;
    }

    /**
     * {@link #restore} and {@link #integrate(int[], int)} with only {@code rows} observed: their registers show the
     * integration, the others stay unchanged. All units fire at once, and the memory holds their membranes; the rows'
     * registers and the spikes follow with {@link #fire(MembraneMemory, int, int[])}. Only if {@link #canServeRows()};
     * update phase only.
     *
     * @throws MembraneOverflowException as {@link #integrate(int[], int)}
     */
    public void integrate(MembraneMemory memory, int at, int[] dot, int from, int[] rows) {
        for (int row : rows) {
            membranes[row] = memory.get(at + row);
        }
        serve(memory, at, dot, from, nextSpikes);
        for (int row : rows) {
            membranes[row] = Membranes.settle(parameters, row, leak.of(membranes[row]),
                    (long) dot[from + row] << parameters.shift());
        }
        membraneSignal.updated();
    }

    /**
     * Fires the rows: shows what {@link #integrate(MembraneMemory, int, int[], int, int[])} left in the memory; update
     * phase only.
     */
    public void fire(MembraneMemory memory, int at, int[] rows) {
        for (int row : rows) {
            membranes[row] = memory.get(at + row);
        }
        System.arraycopy(nextSpikes, 0, spikes, 0, spikes.length);
        spikeSignal.updated();
        membraneSignal.updated();
    }
}
