package xnorsim.chip.run;

import java.util.Arrays;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.Pipelining;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Network;
import xnorsim.network.SpikingLayer;

/**
 * A chip on which things are shared, edge by edge after docs/timing.md: no events, no engine, every edge looked at.
 * Written for networks whose pass lengths do not depend on spikes.
 */
public final class ContentionModel {

    private final Network network;
    private final Architecture a;
    private final int layers;
    private final int steps;
    private final int chipArrays;
    private final boolean shared;
    private final int[] first;
    private final int[] count;
    public final long[][] start;
    public final long[][] end;
    private final int[] begun;
    private final int[] done;
    private final int[] arrived;
    private final long[] workingUntil;
    private final long[] writingUntil;
    private final int[] user;
    private final int[] holds;
    private int travelling = -1;
    private long travellingUntil;

    public ContentionModel(Network network, Architecture a, int images) {
        this.network = network;
        this.a = a;
        layers = network.layers().size();
        steps = images * network.timeSteps();
        first = new int[layers];
        count = new int[layers];
        int needed = 0;
        for (int l = 1; l < layers - 1; l++) {
            var g = network.layers().get(l).geometry();
            int tiles = (int) (Recurrence.ceil(g.fanIn(), a.columns()) * g.groups()
                    * Recurrence.ceil(g.outputChannels() / g.groups(), a.rows()));
            count[l] = tiles
                    * Recurrence.replicas(network.layers().get(l), g.positions(), a.chip().replicas());
            first[l] = needed;
            needed += count[l];
        }
        chipArrays = a.chip().arrays().orElse(needed);
        shared = needed > chipArrays;
        start = new long[layers][steps];
        end = new long[layers][steps];
        begun = new int[layers];
        done = new int[layers];
        arrived = new int[layers];
        workingUntil = new long[layers];
        writingUntil = new long[layers];
        user = new int[chipArrays];
        holds = new int[chipArrays];
        Arrays.fill(workingUntil, -1);
        Arrays.fill(writingUntil, -1);
        Arrays.fill(user, -1);
        Arrays.fill(holds, -1);
    }

    public void run() {
        for (long edge = 0; done[layers - 1] < steps; edge++) {
            settle(edge);
            bus(edge);
            for (int l = 0; l < layers; l++) {
                if (writingUntil[l] == edge) {
                    writingUntil[l] = -1;
                    begin(l, edge);
                }
            }
            for (int step = 0; step < steps; step++) {
                for (int l = 0; l < layers; l++) {
                    if (begun[l] == step && workingUntil[l] < 0 && writingUntil[l] < 0 && may(l, step)) {
                        take(l, edge);
                    }
                }
            }
        }
    }

    private void settle(long edge) {
        for (int l = 0; l < layers; l++) {
            if (workingUntil[l] == edge) {
                workingUntil[l] = -1;
                end[l][done[l]++] = edge;
                for (int k = 0; k < chipArrays; k++) {
                    if (user[k] == l) {
                        user[k] = -1;
                    }
                }
            }
        }
    }

    private void bus(long edge) {
        if (a.chip().spikeBus().isEmpty()) {
            System.arraycopy(done, 0, arrived, 0, layers);
            return;
        }
        if (travelling >= 0 && travellingUntil == edge) {
            arrived[travelling]++;
            travelling = -1;
        }
        for (int step = 0; step < steps && travelling < 0; step++) {
            for (int l = 0; l < layers - 1 && travelling < 0; l++) {
                if (arrived[l] == step && done[l] > step) {
                    travelling = l;
                    int spikes = ((SpikingLayer) network.layers().get(l)).output().size();
                    travellingUntil = edge + Recurrence.ceil(spikes, a.chip().spikeBus().getAsInt());
                }
            }
        }
    }

    private boolean may(int l, int step) {
        boolean residual = network.layers().get(l) instanceof BinaryLayer binary && binary.residual();
        boolean input = (l == 0 || arrived[l - 1] > step) && (!residual || arrived[l - 2] > step);
        boolean order = a.pipelining() == Pipelining.LAYER || done[layers - 1] >= step;
        boolean bank = true;
        for (int reader = l + 1; reader <= Math.min(l + 2, layers - 1); reader++) {
            boolean reads = reader == l + 1
                    || (network.layers().get(reader) instanceof BinaryLayer binary && binary.residual());
            bank &= !reads || done[reader] > step - a.chip().outputBanks();
        }
        return input && order && bank;
    }

    private void take(int l, long edge) {
        if (!shared || count[l] == 0) {
            begin(l, edge);
            return;
        }
        for (int k = first[l]; k < first[l] + count[l]; k++) {
            if (user[k % chipArrays] >= 0) {
                return;
            }
        }
        boolean written = true;
        for (int k = first[l]; k < first[l] + count[l]; k++) {
            written &= holds[k % chipArrays] == l;
            holds[k % chipArrays] = l;
            user[k % chipArrays] = l;
        }
        if (written) {
            begin(l, edge);
        } else {
            writingUntil[l] = edge + a.rows() * Recurrence.ceil(a.columns(), a.chip().writeWidth());
        }
    }

    private void begin(int l, long edge) {
        start[l][begun[l]++] = edge;
        workingUntil[l] = edge + Recurrence.cycles(network.layers().get(l), l == 0 || l == layers - 1, a);
    }
}
