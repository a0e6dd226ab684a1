package xnorsim.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;

/**
 * One scope of a dump and the signals shown in it. A {@link xnorsim.sim.BankSignal} is shown as one variable in each of
 * the scopes {@code <laneName>0}, {@code <laneName>1}, ... below this one; banks of one lane name share them.
 *
 * @param path    full name in the dump, levels separated by dots, such as {@code chip.layer2}
 * @param signals signals to show, in this order
 * @param lanes   which lanes of the banks to show
 */
public record WaveformScope(String path, List<Signal> signals, IntPredicate lanes) {

    private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    /**
     * Checks the path and copies the list.
     *
     * @throws IllegalArgumentException if {@code path} is not made of names (a letter or _, then letters, digits and _)
     */
    public WaveformScope {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("not the path of a scope: \"" + path + "\"");
        }
        signals = List.copyOf(signals);
    }

    /** A scope that shows these signals with all lanes. */
    public WaveformScope(String path, List<Signal> signals) {
        this(path, signals, lane -> true);
    }

    /** The signals of {@code scope}, under its own path, without those of child scopes. */
    public static WaveformScope of(Scope scope) {
        return new WaveformScope(scope.path(), scope.signals());
    }

    /** {@code scope} and all its descendants with signals, in order of creation. */
    public static List<WaveformScope> tree(Scope scope) {
        List<WaveformScope> scopes = new ArrayList<>();
        if (!scope.signals().isEmpty()) {
            scopes.add(of(scope));
        }
        for (Scope child : scope.children()) {
            scopes.addAll(tree(child));
        }
        return scopes;
    }

    /** The names of its signals. */
    public Set<String> names() {
        return signals.stream().map(Signal::name).collect(Collectors.toSet());
    }

    /** The same with only those bank lanes whose number passes the test. */
    public WaveformScope select(IntPredicate lanes) {
        return new WaveformScope(path, signals, lanes);
    }
}
