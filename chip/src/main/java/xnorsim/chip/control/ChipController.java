package xnorsim.chip.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import xnorsim.base.InputException;
import xnorsim.chip.layout.Placement;
import xnorsim.sim.Clock;
import xnorsim.sim.Component;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/**
 * Starts each layer's next time step at the first edge that docs/timing.md allows: the layer is free, its inputs are
 * ready, every reader is done with the bank to be overwritten, and its subarrays are free and hold its weights. Layers
 * respond at the same edge, so a step that becomes possible because another one ends starts at that edge. The
 * controller also arbitrates the spike bus and shared subarrays, and accounts for every layer's cycles.
 */
public final class ChipController extends Component {

    private static final int NOBODY = -1;

    private final Clock clock;
    private final ControlRules rules;
    private final LayerState[] layers;
    private final long[] done;
    private final int[] content;
    private final int[] holder;
    private final List<Integer> waiting = new ArrayList<>();
    private TimelineObserver observer = TimelineObserver.NONE;
    private long[][] starts = {};
    private long[][] ends = {};
    private long firstStep;
    private long steps;
    private int onBus = NOBODY;
    private long busSince;
    private long busEnd;
    private final IntegerSignal.Driver turn;
    private long turnEdge;

    /** A controller to which layers are added next. */
    public ChipController(Scope scope, Clock clock, ControlRules rules) {
        super(scope);
        this.clock = clock;
        this.rules = rules;
        this.layers = new LayerState[rules.layers()];
        this.done = new long[layers.length];
        this.turn = scope.integer("turn", 1, false);
        sensitiveTo(turn.signal());
        for (int l = 0; l < layers.length; l++) {
            layers[l] = new LayerState(scope.child("control" + l), rules.banks());
        }
        int arrays = rules.placement().isShared() ? rules.placement().arrays() : 0;
        this.content = new int[arrays];
        this.holder = new int[arrays];
    }

    /** Counts the time steps that layer {@code layer} may start. */
    public IntegerSignal go(int layer) {
        return layers[layer].go();
    }

    /** The output position that layer {@code layer} works on, driven by the layer. */
    public IntegerSignal.Driver position(int layer) {
        return layers[layer].position();
    }

    /** The handshakes of a layer. */
    public List<Signal> signals(int layer) {
        return layers[layer].signals();
    }

    /** Connects a copy's count of finished time steps. */
    public void connect(int layer, LayerControl copy) {
        layers[layer].connect(copy.done());
        sensitiveTo(copy.done());
    }

    /** Notifies {@code observer} from now on. */
    public void observe(TimelineObserver observer) {
        this.observer = observer;
    }

    /** Requests {@code more} time steps from {@code edge} on; shared subarrays hold no weights yet. */
    public void request(int more, long edge) {
        firstStep = steps;
        steps += more;
        starts = new long[layers.length][more];
        ends = new long[layers.length][more];
        Arrays.fill(content, NOBODY);
        Arrays.fill(holder, NOBODY);
        for (LayerState layer : layers) {
            layer.reset(edge);
        }
        wakeAtPs(clock.edgePs(edge));
    }

    /** Time steps requested so far. */
    public long steps() {
        return steps;
    }

    /** Whether every layer has finished all requested time steps. */
    public boolean isFinished() {
        return layers[layers.length - 1].finished == steps;
    }

    /** Closes the cycle accounts of a finished run at its last edge. */
    public void close(long edge) {
        for (int l = 0; l < layers.length; l++) {
            layers[l].close(edge, l, observer);
        }
    }

    /** The edges at which a layer started the requested time steps. */
    public long[] starts(int layer) {
        return starts[layer].clone();
    }

    /** The edges at which a layer finished the requested time steps. */
    public long[] ends(int layer) {
        return ends[layer].clone();
    }

    /** A layer's cycles by cause. */
    public long[] cycles(int layer) {
        return layers[layer].cycles();
    }

    @Override
    protected void evaluate() {
        for (int l = 0; l < layers.length; l++) {
            done[l] = layers[l].done();
        }
        requestUpdate();
    }

    @Override
    protected void update() {
        long edge = clock.lastEdge();
        if (turnEdge != edge && hasAlarm(edge)) {
            // Woken by the clock, not by a layer: layers that end at this edge report so in this round, possibly
            // earlier.
            turnEdge = edge;
            turn.set(1 - turn.signal().value());
            return;
        }
        finish(edge);
        endTransfer(edge);
        startTransfer(edge);
        for (int l = 0; l < layers.length; l++) {
            if (layers[l].writtenEdge == edge) {
                start(l, edge);
            } else if (!layers[l].isBusy() && !layers[l].isWriting() && waitOf(l) == Cause.BUSY) {
                if (content.length == 0 || rules.placement().layers().get(l).arrays() == 0) {
                    start(l, edge);
                } else {
                    waiting.add(l);
                }
            }
        }
        grantArrays(edge);
        account(edge);
    }

    /** Whether a transfer or a weight write ends. */
    private boolean hasAlarm(long edge) {
        boolean alarm = onBus != NOBODY && busEnd == edge;
        for (LayerState layer : layers) {
            alarm |= layer.writtenEdge == edge;
        }
        return alarm;
    }

    private void finish(long edge) {
        for (int l = 0; l < layers.length; l++) {
            LayerState layer = layers[l];
            if (done[l] > layer.finished) {
                ends[l][(int) (layer.finished - firstStep)] = edge;
                layer.finished = done[l];
                for (int k = 0; k < holder.length; k++) {
                    holder[k] = holder[k] == l ? NOBODY : holder[k];
                }
            }
            if (rules.transferCycles()[l] == 0) {
                layer.delivered = layer.finished;
            }
        }
    }

    private void endTransfer(long edge) {
        if (onBus != NOBODY && busEnd == edge) {
            observer.transfer(onBus, layers[onBus].delivered, busSince, edge);
            layers[onBus].delivered++;
            onBus = NOBODY;
        }
    }

    /** Grants the bus to the earliest waiting time step, of several to the first layer. */
    private void startTransfer(long edge) {
        if (onBus != NOBODY) {
            return;
        }
        for (int l = 0; l < layers.length; l++) {
            boolean waits = layers[l].finished > layers[l].delivered;
            if (waits && (onBus == NOBODY || layers[l].delivered < layers[onBus].delivered)) {
                onBus = l;
            }
        }
        if (onBus != NOBODY) {
            busSince = edge;
            busEnd = edge + rules.transferCycles()[onBus];
            wakeAtPs(clock.edgePs(busEnd));
        }
    }

    private void start(int layer, long edge) {
        starts[layer][(int) (layers[layer].started() - firstStep)] = edge;
        layers[layer].start();
    }

    /** Grants shared subarrays to the earliest waiting time step, of several to the first layer. */
    private void grantArrays(long edge) {
        waiting.sort(Comparator.comparingLong(l -> layers[l].started()));
        for (int l : waiting) {
            if (lender(l) == NOBODY) {
                grant(l, edge);
            }
        }
        waiting.clear();
    }

    private void grant(int layer, long edge) {
        boolean written = true;
        Placement.Block block = rules.placement().layers().get(layer);
        for (int k = 0; k < block.arrays(); k++) {
            int array = (block.first() + k) % holder.length;
            holder[array] = layer;
            written &= content[array] == layer;
            content[array] = layer;
        }
        if (written) {
            start(layer, edge);
        } else {
            layers[layer].writtenEdge = edge + rules.writeCycles();
            wakeAtPs(clock.edgePs(layers[layer].writtenEdge));
        }
    }

    /** The layer that works on a subarray needed by {@code layer}, or none. */
    private int lender(int layer) {
        Placement.Block block = rules.placement().layers().get(layer);
        for (int k = 0; content.length > 0 && k < block.arrays(); k++) {
            int other = holder[(block.first() + k) % holder.length];
            if (other != NOBODY && other != layer) {
                return other;
            }
        }
        return NOBODY;
    }

    /** What an idle layer waits for before it requests its subarrays; BUSY if nothing. */
    private Cause waitOf(int layer) {
        long step = layers[layer].started();
        if (step == steps || missingInput(layer, step) != NOBODY) {
            return Cause.INPUT;
        }
        if ((layer > 0 && layers[layer - 1].delivered <= step)
                || (rules.residual()[layer] && layers[layer - 2].delivered <= step)) {
            return Cause.BUS;
        }
        return readerOfBank(layer, step) == NOBODY ? Cause.BUSY : Cause.BANK;
    }

    private int missingInput(int layer, long step) {
        int last = layers.length - 1;
        if (!rules.pipelined() && layers[last].finished < step) {
            return last;
        }
        if (layer > 0 && layers[layer - 1].finished <= step) {
            return layer - 1;
        }
        return rules.residual()[layer] && layers[layer - 2].finished <= step ? layer - 2 : NOBODY;
    }

    private int readerOfBank(int layer, long step) {
        long needed = step - rules.banks() + 1;
        if (layer + 1 < layers.length && layers[layer + 1].finished < needed) {
            return layer + 1;
        }
        boolean residual = layer + 2 < layers.length && rules.residual()[layer + 2];
        return residual && layers[layer + 2].finished < needed ? layer + 2 : NOBODY;
    }

    private void account(long edge) {
        if (!isActive()) {
            throw deadlock(edge);
        }
        for (int l = 0; l < layers.length; l++) {
            Cause cause = cause(l);
            long step = cause == Cause.BUSY ? layers[l].finished : layers[l].started();
            layers[l].account(cause, step, edge, l, observer);
        }
    }

    /** Whether anything is in progress that will end. */
    private boolean isActive() {
        boolean active = onBus != NOBODY || isFinished();
        for (LayerState layer : layers) {
            active |= layer.isBusy() || layer.isWriting();
        }
        return active;
    }

    private Cause cause(int layer) {
        if (layers[layer].isWriting()) {
            return Cause.WRITING;
        }
        if (layers[layer].isBusy()) {
            return Cause.BUSY;
        }
        Cause wait = waitOf(layer);
        return wait == Cause.BUSY ? Cause.ARRAYS : wait;
    }

    /** Deadlock: every layer with work left waits for another waiting layer. */
    private InputException deadlock(long edge) {
        int layer = 0;
        while (layers[layer].started() == steps) {
            layer++;
        }
        List<Integer> path = new ArrayList<>();
        while (!path.contains(layer)) {
            path.add(layer);
            layer = waitedFor(layer);
        }
        StringBuilder cycle = new StringBuilder();
        for (int l : path.subList(path.indexOf(layer), path.size())) {
            cycle.append(cycle.isEmpty() ? "" : ", ").append("layer ").append(rules.names().get(l))
                    .append(" waits in time step ").append(layers[l].started()).append(" for ")
                    .append(waitOf(l) == Cause.BANK ? "its output bank, which is read by layer " : "layer ")
                    .append(rules.names().get(waitedFor(l)));
        }
        return new InputException("chip: deadlock at edge " + edge + ": " + cycle);
    }

    private int waitedFor(int layer) {
        long step = layers[layer].started();
        int input = missingInput(layer, step);
        return input != NOBODY ? input : readerOfBank(layer, step);
    }
}
