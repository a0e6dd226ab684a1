package xnorsim.sim;

/**
 * An observer of signals. It is notified of changes as they happen and reads settled values in {@link Phase#OBSERVE}.
 */
@FunctionalInterface
public interface Probe {

    /**
     * A visible change occurred.
     *
     * @param lane the lane of a {@link BankSignal} that changed, 0 for every other signal
     */
    void changed(Signal signal, int lane);
}
