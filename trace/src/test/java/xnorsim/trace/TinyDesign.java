package xnorsim.trace;

import java.util.List;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.Engine;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Scope;
import xnorsim.sim.VectorSignal;

/** A design with one signal of every kind, and a short history. */
final class TinyDesign {

    final Engine engine = new Engine();
    final Scope top = engine.root().child("top");
    final BitSignal.Driver clk = top.bit("clk");
    final IntegerSignal.Driver state = top.integer("state", 3, false);
    final IntegerSignal.Driver level = top.integer("level", 5, true);
    final IntegerSignal.Driver flag = top.integer("flag", 1, false);
    final long[] columnsRegister = new long[2];
    final VectorSignal.Driver columns = top.vector("columns", 70, columnsRegister);
    final long[] singleRegister = new long[1];
    final VectorSignal.Driver single = top.vector("single", 1, singleRegister);
    final RealSignal.Driver volts = top.real("volts");
    final long[] popRegister = new long[2];
    final BankSignal.Driver pop = top.bank("row", 2, "pop", 3, false, lane -> popRegister[lane]);
    final long[] membraneRegister = new long[2];
    final BankSignal.Driver membrane = top.bank("row", 2, "membrane", 4, true, lane -> membraneRegister[lane]);
    final boolean[] spikeRegister = new boolean[2];
    final BankSignal.Driver spike = top.bank("row", 2, "spike", 1, false, lane -> spikeRegister[lane] ? 1 : 0);
    final IntegerSignal.Driver count = engine.root().child("chip").child("layer2").integer("count", 64, false);

    List<WaveformScope> scopes() {
        return WaveformScope.tree(engine.root());
    }

    void update(long timePs, Runnable change) {
        engine.schedule(timePs, Phase.UPDATE, change::run);
    }

    /** The history of every-kind.vcd, up to 50 ps. */
    void scheduleHistory() {
        update(10, () -> {
            columnsRegister[0] = 1;
            columnsRegister[1] = 1 << 5;
            columns.updated();
            level.set(-1);
            state.set(5);
            clk.set(true);
        });
        update(15, () -> {
            volts.set(0.25);
            level.set(-16);
            clk.set(false);
        });
        update(20, () -> {
            clk.set(true);
            update(20, () -> clk.set(false));
        });
        update(25, () -> state.set(5));
        update(30, this::changeMost);
        update(40, () -> volts.set(-1.5e-7));
    }

    private void changeMost() {
        count.set(-1);
        spikeRegister[1] = true;
        spike.updated();
        membraneRegister[1] = -8;
        membrane.updated();
        popRegister[0] = 7;
        pop.updated();
        singleRegister[0] = 1;
        single.updated();
        columnsRegister[0] = Long.MIN_VALUE;
        columnsRegister[1] = 0;
        columns.updated();
        flag.set(1);
        level.set(15);
    }
}
