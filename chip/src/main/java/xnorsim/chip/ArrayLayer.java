package xnorsim.chip;

import java.util.Optional;
import xnorsim.network.BinaryLayer;

/**
 * A binarized layer on its subarrays: one job a time step, one pass an output position. In slot tau1 a position's spikes
 * of layer l-1 enter, in slot tau2 those of layer l-2 through the same weights (eq. (11)).
 */
final class ArrayLayer implements PassPlan {

    private final LockstepTiles tiles;
    private final SpikingOutput output;
    private final SpikeInput input;
    private final Optional<SpikeInput> residual;
    private final SpikeMap residualMap;
    private final SpikeMap[] sources;
    private final Patch patch;
    private final int positions;
    private final int timeSteps;
    private final Architecture architecture;
    private final String name;

    ArrayLayer(BinaryLayer layer, Architecture architecture, int timeSteps, LockstepTiles tiles, SpikingOutput output,
            SpikeInput input, Optional<SpikeInput> residual) {
        this.tiles = tiles;
        this.output = output;
        this.input = input;
        this.residual = residual;
        this.residualMap = new SpikeMap(layer.geometry().input());
        this.sources = new SpikeMap[]{residualMap, residualMap};
        this.patch = new Patch(layer.geometry());
        this.positions = layer.geometry().positions();
        this.timeSteps = timeSteps;
        this.architecture = architecture;
        this.name = layer.name();
    }

    @Override
    public void prepare(long job) {
        sources[0] = input.of(job);
        if (residual.isPresent()) {
            residualMap.assignPooled(residual.get().of(job));
        }
    }

    @Override
    public void begin(long job) {
        output.begin(job);
    }

    @Override
    public long passes() {
        return positions;
    }

    @Override
    public void fetch(long pass, int slot, long[] vector) {
        patch.gather(sources[slot], (int) pass, vector);
    }

    @Override
    public boolean startsSample(long pass) {
        return pass == 0 && output.timeStep() == 0;
    }

    @Override
    public int stepAfter(long pass) {
        return pass < positions - 1 ? output.timeStep() : (output.timeStep() + 1) % timeSteps;
    }

    @Override
    public String describe(long pass) {
        return "layer " + name + ", position " + pass + ", time step " + output.timeStep();
    }

    @Override
    public void clearMembranes() {
        // Done for all positions at once when the first time step of an image begins.
    }

    @Override
    public long[] membraneMemory() {
        return output.membranes();
    }

    @Override
    public int membraneAddress(long pass) {
        return output.membraneAddress((int) pass);
    }

    @Override
    public void fired(long pass) {
        long[] channels = output.clearedChannels();
        for (int r = 0; r < tiles.rowTiles(); r++) {
            Bits.or(tiles.units(r).spikes(), 0, tiles.units(r).units(), channels, r * architecture.rows());
        }
        output.write((int) pass);
    }
}
