package xnorsim.sim;

import java.util.Arrays;

/**
 * A named value with one driver and any number of readers, observers and woken components. Writing an equal value is
 * not a change and notifies nobody. A signal without listeners costs its driver one length check.
 */
public abstract sealed class Signal permits BitSignal, IntegerSignal, RealSignal, VectorSignal, BankSignal {

    private static final Component[] NO_COMPONENTS = {};
    private static final Probe[] NO_PROBES = {};

    private final Scheduler scheduler;
    private final String path;
    private Component[] sensitive = NO_COMPONENTS;
    private Probe[] probes = NO_PROBES;

    Signal(Scheduler scheduler, String path) {
        this.scheduler = scheduler;
        this.path = path;
    }

    /** Full hierarchical name, levels separated by dots. */
    public final String path() {
        return path;
    }

    /** Last level of the name. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Width in bits, 64 for a real value. */
    public abstract int width();

    /** Attaches a probe; it is notified of every visible change from now on. */
    public final void watch(Probe probe) {
        probes = Arrays.copyOf(probes, probes.length + 1);
        probes[probes.length - 1] = probe;
        listenersChanged();
    }

    /** Whether any probe is attached. */
    public boolean isWatched() {
        return probes.length != 0;
    }

    final void wake(Component component) {
        sensitive = Arrays.copyOf(sensitive, sensitive.length + 1);
        sensitive[sensitive.length - 1] = component;
        listenersChanged();
    }

    final boolean hasListeners() {
        return probes.length != 0 || sensitive.length != 0;
    }

    /** Called when a listener was added, for signals that keep a copy only while there are listeners. */
    void listenersChanged() {}

    final void checkDriving() {
        if (scheduler.phase() != Phase.UPDATE) {
            throw new IllegalStateException("signal " + path + " was driven in phase " + scheduler.phase()
                    + "; signals are driven in UPDATE only");
        }
    }

    final void tellChange(int lane) {
        for (Probe probe : probes) {
            probe.changed(this, lane);
        }
        for (Component component : sensitive) {
            component.wakeNow();
        }
    }

    @Override
    public final String toString() {
        return path;
    }
}
