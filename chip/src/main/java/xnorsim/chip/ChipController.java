package xnorsim.chip;

import java.util.ArrayList;
import java.util.List;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.sim.Component;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Scope;

/**
 * Lets each layer start its next time step at the first edge at which docs/timing.md allows it: the layer is free, its
 * inputs are there, and every reader has done with the bank that will be overwritten. Layers answer at the same edge, so
 * a step that becomes possible because another one ends starts at that very edge.
 */
final class ChipController extends Component {

    private final List<IntegerSignal.Driver> go = new ArrayList<>();
    private final List<IntegerSignal> done = new ArrayList<>();
    private final boolean[] residual;
    private final boolean pipelined;
    private final boolean[] starts;
    private long steps;

    ChipController(Scope scope, Network network, Pipelining pipelining) {
        super(scope);
        List<Layer> layers = network.layers();
        this.pipelined = pipelining == Pipelining.LAYER;
        this.residual = new boolean[layers.size()];
        this.starts = new boolean[layers.size()];
        for (int l = 0; l < layers.size(); l++) {
            go.add(scope.integer("go_" + l, 63, false));
            residual[l] = layers.get(l) instanceof BinaryLayer binary && binary.residual();
        }
    }

    /** Counts the time steps that layer {@code layer} may start. */
    IntegerSignal go(int layer) {
        return go.get(layer).signal();
    }

    /** Connects the layers' counts of finished time steps, in order. */
    void connect(LayerControl layer) {
        done.add(layer.done());
        sensitiveTo(layer.done());
    }

    /** Asks for {@code more} further time steps, beginning at {@code timePs}. */
    void request(long more, long timePs) {
        steps += more;
        wakeAtPs(timePs);
    }

    /** Whether every layer has finished all requested time steps. */
    boolean isFinished() {
        return done.getLast().value() == steps;
    }

    @Override
    protected void evaluate() {
        boolean any = false;
        for (int l = 0; l < starts.length; l++) {
            starts[l] = mayStart(l);
            any |= starts[l];
        }
        if (any) {
            requestUpdate();
        }
    }

    private boolean mayStart(int layer) {
        long step = go.get(layer).signal().value();
        boolean free = done(layer) == step && step < steps;
        boolean inputs = (layer == 0 || done(layer - 1) > step) && (!residual[layer] || done(layer - 2) > step);
        return free && inputs && bankIsFree(layer, step) && (pipelined || done(starts.length - 1) >= step);
    }

    private boolean bankIsFree(int layer, long step) {
        boolean next = layer + 1 >= starts.length || done(layer + 1) >= step - 1;
        boolean afterNext = layer + 2 >= starts.length || !residual[layer + 2] || done(layer + 2) >= step - 1;
        return next && afterNext;
    }

    private long done(int layer) {
        return done.get(layer).value();
    }

    @Override
    protected void update() {
        for (int l = 0; l < starts.length; l++) {
            if (starts[l]) {
                go.get(l).set(go.get(l).signal().value() + 1);
            }
        }
    }
}
