package xnorsim.arrays;

import java.util.ArrayList;
import java.util.List;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.Engine;
import xnorsim.sim.Phase;
import xnorsim.sim.Scope;
import xnorsim.sim.VectorSignal;

/**
 * A part on an engine: writes it at one instant after the other, and keeps the history of the signals it is told of.
 */
final class Wires {

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

    void watch(BitSignal bit) {
        bit.watch((s, lane) -> history.add(engine.nowPs() + " " + bit.path() + " " + (bit.value() ? 1 : 0)));
    }

    void watch(VectorSignal vector) {
        vector.watch((s, lane) -> history.add(engine.nowPs() + " " + vector.path() + " " + text(vector)));
    }

    List<String> history() {
        return history;
    }

    /** Words from bits as text, column 0 first. */
    static long[] bits(String text) {
        long[] words = new long[(text.length() + 63) / 64];
        for (int column = 0; column < text.length(); column++) {
            if (text.charAt(column) == '1') {
                words[column / 64] |= 1L << column % 64;
            }
        }
        return words;
    }

    /** Bits as text, column 0 first. */
    static String text(VectorSignal vector) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < vector.width(); column++) {
            text.append(vector.bit(column) ? '1' : '0');
        }
        return text.toString();
    }
}
