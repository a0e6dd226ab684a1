package xnorsim.neurons;

import java.util.ArrayList;
import java.util.List;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Engine;
import xnorsim.sim.Phase;
import xnorsim.sim.Scope;

/** Units on an engine: writes them at one instant after the other, and keeps the history of the signals it watches. */
final class Instants {

    private final Engine engine = new Engine();
    private final List<String> history = new ArrayList<>();

    Scope scope() {
        return engine.root();
    }

    /** Writes in the update phase of the next picosecond: the first write is at 1 ps. */
    void write(Runnable write) {
        engine.schedule(engine.nowPs() + 1, Phase.UPDATE, write::run);
        engine.run();
    }

    void watch(BankSignal bank) {
        bank.watch((s, lane) -> history.add(engine.nowPs() + " " + bank.path(lane) + " " + bank.value(lane)));
    }

    List<String> history() {
        return history;
    }
}
