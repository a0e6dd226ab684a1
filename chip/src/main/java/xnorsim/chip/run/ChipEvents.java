package xnorsim.chip.run;

import java.util.ArrayList;
import java.util.List;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.control.Cause;
import xnorsim.chip.control.ControlRules;
import xnorsim.chip.count.CountedEvent;
import xnorsim.chip.count.EventCounts;
import xnorsim.chip.count.LayerCounter;
import xnorsim.chip.count.PassCounter;
import xnorsim.chip.layer.ArrayLayer;
import xnorsim.chip.layer.DigitalLayer;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.BinaryLayer;
import xnorsim.network.SpikingLayer;

/** Event counters of all layers of a chip. */
final class ChipEvents {

    private final Mapping mapping;
    private final List<PassCounter> passes = new ArrayList<>();
    private final List<Integer> layers = new ArrayList<>();
    private final LayerCounter first = new LayerCounter();
    private final LayerCounter last = new LayerCounter();

    /**
     * Creates counters that count from now on.
     *
     * @param plans   of the copies of all layers on subarrays, in network order
     * @param digital the first and the last layer
     */
    ChipEvents(Mapping mapping, List<ArrayLayer> plans, List<DigitalLayer> digital) {
        this.mapping = mapping;
        for (int l = 0; l < mapping.network().layers().size(); l++) {
            if (!(mapping.network().layers().get(l) instanceof BinaryLayer layer)) {
                continue;
            }
            for (int copy = 0; copy < mapping.replicas(l); copy++) {
                PassCounter counter = new PassCounter(mapping.arrays(l), mapping.architecture(), layer.slots());
                plans.get(passes.size()).count(counter);
                passes.add(counter);
                layers.add(l);
            }
        }
        digital.getFirst().count(first);
        digital.getLast().count(last);
    }

    /** Starts a run. */
    void begin() {
        passes.forEach(PassCounter::begin);
        first.clear();
        last.clear();
    }

    /** The units of the first layer have fired for a position. */
    void firstFired(int units, int spikes) {
        first.integrated(units, spikes);
        first.add(CountedEvent.BUFFER_BITS_WRITTEN, units);
    }

    /** The accumulators of the last layer have integrated. */
    void lastIntegrated(int units) {
        last.add(CountedEvent.MEMBRANE_READS, units);
        last.add(CountedEvent.MEMBRANE_WRITES, units);
    }

    /**
     * The counts since the start of the run, per layer.
     *
     * @param steps  time steps of the run
     * @param causes per layer its cycles by {@link Cause}
     */
    List<EventCounts> counts(long steps, long[][] causes) {
        EventCounts[] counts = new EventCounts[causes.length];
        counts[0] = first.counts();
        counts[counts.length - 1] = last.counts();
        for (int k = 0; k < passes.size(); k++) {
            int l = layers.get(k);
            EventCounts own = passes.get(k).counts();
            counts[l] = k > 0 && layers.get(k - 1) == l ? counts[l].plus(own) : own;
        }
        for (int l = 0; l < counts.length; l++) {
            LayerCounter chip = new LayerCounter();
            chip.add(CountedEvent.BUS_BITS, steps * busBits(l));
            chip.add(CountedEvent.CELLS_WRITTEN, writes(l, causes[l][Cause.WRITING.ordinal()]));
            counts[l] = counts[l].plus(chip.counts());
        }
        return List.of(counts);
    }

    private long busBits(int layer) {
        return mapping.architecture().chip().spikeBus().isPresent()
                && mapping.network().layers().get(layer) instanceof SpikingLayer spiking ? spiking.output().size() : 0;
    }

    /** All subarrays of a layer are written in parallel, in a known number of cycles. */
    private long writes(int layer, long writingCycles) {
        Architecture a = mapping.architecture();
        long once = ControlRules.of(mapping.network(), a, mapping.placement()).writeCycles();
        long cells = (long) a.rows() * a.columns() * mapping.placement().layers().get(layer).arrays();
        return writingCycles / once * cells;
    }
}
