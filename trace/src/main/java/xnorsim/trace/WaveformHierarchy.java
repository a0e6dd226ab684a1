package xnorsim.trace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;

/**
 * The scope tree of a waveform with its variables. The order of traversal is the order of declaration. Belongs to one
 * file.
 */
public final class WaveformHierarchy {

    private final Node root = new Node("");
    private final List<WaveformVariable> variables = new ArrayList<>();
    private final List<ChangeSource> sources = new ArrayList<>();
    private final List<Watched> watched = new ArrayList<>();
    private final List<BankChanges> banks = new ArrayList<>();
    private int declarations;
    private int words;

    /** Visitor of the tree. */
    public interface Visitor {
        /** Enters a child scope of the present one. */
        void enter(String scope);

        /** Visits a variable of the present scope. */
        void variable(WaveformVariable variable);

        /** Leaves the present scope. */
        void leave();
    }

    /** The variable number of every non-bank signal, once per scope that shows it. */
    record Watched(Signal signal, int variable) {}

    /**
     * Builds the tree.
     *
     * @throws IllegalArgumentException if no signal is selected, or two would have the same name
     */
    public WaveformHierarchy(List<WaveformScope> scopes) {
        for (WaveformScope scope : scopes) {
            Node node = root;
            for (String name : scope.path().split("\\.", -1)) {
                node = node.child(name);
            }
            for (Signal signal : scope.signals()) {
                add(node, signal, scope);
            }
        }
        words = declarations;
        root.number();
        if (variables.isEmpty()) {
            throw new IllegalArgumentException("no signal was chosen for the dump");
        }
    }

    private void add(Node node, Signal signal, WaveformScope scope) {
        if (signal instanceof BankSignal bank) {
            BitSet shown = new BitSet();
            IntStream.range(0, bank.lanes()).filter(scope.lanes()).forEach(shown::set);
            if (!shown.isEmpty()) {
                BankChanges lines = new BankChanges(bank, shown);
                banks.add(lines);
                shown.stream().forEach(lane -> node.child(bank.laneName() + lane).add(new LaneLeaf(lines, lane)));
            }
        } else {
            node.add(new SignalLeaf(signal));
        }
    }

    /** All variables, in the order of their numbers. */
    public List<WaveformVariable> variables() {
        return List.copyOf(variables);
    }

    /** Length in words of the array of all values. */
    public int words() {
        return words;
    }

    /** Traverses all scopes with {@code visitor}, variables before child scopes. */
    public void walk(Visitor visitor) {
        root.children.values().forEach(top -> top.walk(visitor));
    }

    List<ChangeSource> sources() {
        return sources;
    }

    /** Every non-bank signal, once per scope that shows it. */
    List<Watched> watched() {
        return watched;
    }

    /** Every bank, once per scope that shows it. */
    List<BankChanges> banks() {
        return banks;
    }

    /** A variable to be declared. */
    private sealed interface Leaf {
        Signal signal();
    }

    private record SignalLeaf(Signal signal) implements Leaf {}

    /** One lane of a bank. */
    private record LaneLeaf(BankChanges lines, int lane) implements Leaf {
        @Override
        public Signal signal() {
            return lines.bank();
        }
    }

    private WaveformVariable declare(Leaf leaf) {
        Signal signal = leaf.signal();
        int number = variables.size();
        boolean several = signal.width() != 1;
        WaveformVariable variable = switch (signal) {
            case BitSignal bit -> variable(signal, WaveformVariable.Format.BITS, false);
            case RealSignal real -> variable(signal, WaveformVariable.Format.REAL, false);
            case IntegerSignal integer -> variable(signal, format(integer.signed()), several);
            case BankSignal bank when bank.real() -> variable(signal, WaveformVariable.Format.REAL, false);
            case BankSignal bank -> variable(signal, format(bank.signed()), several);
            case VectorSignal vector -> variable(signal, WaveformVariable.Format.BITS, true);
        };
        switch (leaf) {
            case SignalLeaf one -> {
                watched.add(new Watched(signal, number));
                sources.add(ChangeSource.of(signal, variable.word()));
            }
            case LaneLeaf one -> {
                one.lines.declare(one.lane, number);
                sources.add(ChangeSource.of(one.lines, one.lane, number));
            }
        }
        variables.add(variable);
        words += variable.words() > 1 ? variable.words() : 0;
        return variable;
    }

    private static WaveformVariable.Format format(boolean signed) {
        return signed ? WaveformVariable.Format.SIGNED : WaveformVariable.Format.BITS;
    }

    private WaveformVariable variable(Signal signal, WaveformVariable.Format format, boolean ranged) {
        return new WaveformVariable(variables.size(), signal.name(), signal.width(), format, ranged,
                signal.width() > Long.SIZE ? words : variables.size());
    }

    private final class Node {
        private final String name;
        private final Map<String, Leaf> leaves = new LinkedHashMap<>();
        private final Map<String, Node> children = new LinkedHashMap<>();
        private final List<WaveformVariable> declared = new ArrayList<>();

        private Node(String name) {
            this.name = name;
        }

        private Node child(String childName) {
            if (leaves.containsKey(childName)) {
                throw taken(childName);
            }
            return children.computeIfAbsent(childName, Node::new);
        }

        private void add(Leaf leaf) {
            declarations++;
            String leafName = leaf.signal().name();
            if (children.containsKey(leafName) || leaves.putIfAbsent(leafName, leaf) != null) {
                throw taken(leafName);
            }
        }

        private IllegalArgumentException taken(String taken) {
            return new IllegalArgumentException("two things in scope " + name + " of the dump are called " + taken);
        }

        private void number() {
            leaves.values().forEach(leaf -> declared.add(declare(leaf)));
            children.values().forEach(Node::number);
        }

        private void walk(Visitor visitor) {
            visitor.enter(name);
            declared.forEach(visitor::variable);
            children.values().forEach(child -> child.walk(visitor));
            visitor.leave();
        }
    }
}
