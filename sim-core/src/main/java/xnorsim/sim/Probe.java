package xnorsim.sim;

/**
 * A watcher of signals. It is told of changes while they happen and looks at settled values in {@link Phase#OBSERVE}.
 */
@FunctionalInterface
public interface Probe {

    /**
     * A visible change happened.
     *
     * @param lane the lane of a {@link BankSignal} that changed, 0 for every other signal
     */
    void changed(Signal signal, int lane);
}
