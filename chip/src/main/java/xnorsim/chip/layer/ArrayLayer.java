package xnorsim.chip.layer;

import java.util.Optional;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.count.PassCounter;
import xnorsim.chip.layout.SampleTime;
import xnorsim.chip.layout.PassSource;
import xnorsim.chip.spikes.Bits;
import xnorsim.chip.spikes.Patch;
import xnorsim.chip.spikes.SpikeInput;
import xnorsim.chip.spikes.SpikeMap;
import xnorsim.chip.subarray.LockstepTiles;
import xnorsim.network.BinaryLayer;
import xnorsim.neurons.MembraneMemory;
import xnorsim.sim.IntegerSignal;

/**
 * A binarized layer on its subarrays: one job per time step, one pass per output position. Slot tau1 loads a position's
 * spikes of layer l-1, slot tau2 those of layer l-2 (residual connection) through the same weights (eq. (11)). Of
 * several copies, copy c takes the positions p with p mod copies = c.
 */
public final class ArrayLayer implements PassSource {

    private final LockstepTiles tiles;
    private final SpikingOutput output;
    private final SpikeInput input;
    private final Optional<SpikeInput> residual;
    private final SpikeMap residualMap;
    private final SpikeMap[] sources;
    private final Patch patch;
    private final int positions;
    private final Share share;
    private final IntegerSignal.Driver position;
    private final int timeSteps;
    private final Architecture architecture;
    private final String name;
    private final int channelsIn;
    private Optional<PassCounter> counter = Optional.empty();
    private long[][] counted = {};
    private long residualBits;

    /** Number of this copy of the layer's subarrays, and number of copies. */
    public record Share(int copy, int copies) {}

    /** A binary layer on its subarrays. */
    public ArrayLayer(BinaryLayer layer, Architecture architecture, int timeSteps, LockstepTiles tiles,
            SpikingOutput output,
            SpikeInput input, Optional<SpikeInput> residual, Share share, IntegerSignal.Driver position) {
        this.tiles = tiles;
        this.output = output;
        this.input = input;
        this.residual = residual;
        this.residualMap = new SpikeMap(layer.geometry().input());
        this.sources = new SpikeMap[]{residualMap, residualMap};
        this.patch = new Patch(layer.geometry());
        this.positions = layer.geometry().positions();
        this.share = share;
        this.position = position;
        this.timeSteps = timeSteps;
        this.architecture = architecture;
        this.name = layer.name();
        this.channelsIn = layer.geometry().input().channels();
    }

    /** Reports every pass to {@code passes} from now on. */
    public void count(PassCounter passes) {
        counter = Optional.of(passes);
        counted = new long[residual.isPresent() ? 2 : 1][tiles.vector().length];
    }

    @Override
    public void prepare(long job) {
        sources[0] = input.of(job);
        if (residual.isPresent()) {
            SpikeMap source = residual.get().of(job);
            residualMap.assignPooled(source);
            residualBits = source.shape().size() / residualMap.shape().positions();
        }
    }

    @Override
    public void begin(long job) {
        if (share.copy == 0) {
            output.begin(job);
            position.set(0);
        }
    }

    private int position(long pass) {
        return (int) pass * share.copies + share.copy;
    }

    @Override
    public boolean isWatched() {
        return position.signal().isWatched();
    }

    @Override
    public long passes() {
        return Math.ceilDiv(positions - share.copy, share.copies);
    }

    @Override
    public boolean passesAreIndependent() {
        return true;
    }

    @Override
    public void fetch(long pass, int slot, long[] vector) {
        patch.gather(sources[slot], position(pass), vector);
    }

    @Override
    public boolean startsSample(long pass) {
        return pass == 0 && output.timeStep() == 0;
    }

    @Override
    public int stepAfter(long pass) {
        return pass < passes() - 1 ? output.timeStep() : (output.timeStep() + 1) % timeSteps;
    }

    @Override
    public SampleTime moment(long pass) {
        return new SampleTime(output.imageNumber(), output.timeStep(), position(pass),
                output.timeStep() == timeSteps - 1);
    }

    @Override
    public String describe(long pass) {
        return "layer " + name + ", position " + position(pass) + ", time step " + output.timeStep();
    }

    @Override
    public void clearMembranes() {
        // Done for all positions when the first time step of an image begins.
    }

    @Override
    public MembraneMemory membraneMemory() {
        return output.membranes();
    }

    @Override
    public int membraneAddress(long pass) {
        return output.membraneAddress(position(pass));
    }

    @Override
    public void fired(long pass) {
        long[] channels = output.clearedChannels();
        for (int r = 0; r < tiles.rowTiles(); r++) {
            Bits.or(tiles.units(r).spikes(), 0, tiles.units(r).units(), channels, tiles.firstRow(r));
        }
        output.write(position(pass));
        if (counter.isPresent()) {
            count(counter.get(), position(pass), Bits.ones(channels));
        }
        if (share.copy == 0 && pass + 1 < passes()) {
            position.set(position(pass + 1));
        }
    }

    /** Inputs do not change during a job, so a pass can be read again after it has fired. */
    private void count(PassCounter passes, int at, int spikes) {
        for (int slot = 0; slot < counted.length; slot++) {
            patch.gather(sources[slot], at, counted[slot]);
        }
        boolean compares = output.timeStep() == timeSteps - 1 && architecture.readout().comparesLastStep();
        passes.pass(counted, patch.covered(at) * (channelsIn + (counted.length == 2 ? residualBits : 0)), spikes,
                compares);
    }
}
