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

/** The tree of scopes of a dump. The order in which it is walked is the order of declaration. */
final class VcdHierarchy {

    /** #, 19 digits and the line's end; with $dumpvars and its $end. */
    private static final int STAMP = 40;
    /** The longest double: -1.2345678901234567E-300. */
    private static final int REAL_DIGITS = 24;

    private final Node root = new Node("");
    private final List<Watched> watched = new ArrayList<>();
    private final List<BankLines> banks = new ArrayList<>();
    private int variables;
    private int mostBits = 64;
    private long instantBytes = STAMP;

    VcdHierarchy(List<VcdScope> scopes) {
        for (VcdScope scope : scopes) {
            Node node = root;
            for (String name : scope.path().split("\\.", -1)) {
                node = node.child(name);
            }
            for (Signal signal : scope.signals()) {
                add(node, signal, scope);
            }
        }
        if (variables == 0) {
            throw new IllegalArgumentException("no signal was chosen for the dump");
        }
    }

    private void add(Node node, Signal signal, VcdScope scope) {
        mostBits = Math.max(mostBits, signal.width());
        if (signal instanceof BankSignal bank) {
            BitSet shown = new BitSet();
            IntStream.range(0, bank.lanes()).filter(scope.lanes()).forEach(shown::set);
            if (!shown.isEmpty()) {
                BankLines lines = new BankLines(bank, shown);
                banks.add(lines);
                shown.stream().forEach(lane -> node.child(bank.laneName() + lane).add(new LaneLeaf(lines, lane)));
                variables += shown.cardinality();
                instantBytes += shown.cardinality() * (long) lineBytes(bank, bank.real());
            }
        } else {
            instantBytes += lineBytes(signal, signal instanceof RealSignal);
            Watched one = new Watched(signal);
            node.add(one);
            variables++;
            watched.add(one);
        }
    }

    /** Number of bits of the widest variable, at least 64. */
    int mostBits() {
        return mostBits;
    }

    /** Length of a time stamp and a line of every variable, at most. */
    long instantBytes() {
        return instantBytes;
    }

    /** Length of a line at most: the letter, the value, a space, an identifier of up to five characters, the line's end. */
    private static int lineBytes(Signal signal, boolean real) {
        return (real ? REAL_DIGITS : signal.width()) + 8;
    }

    /** Every signal of the dump that is no bank, once per scope that shows it. */
    List<Watched> watched() {
        return watched;
    }

    /** Every bank of the dump, once per scope that shows it. */
    List<BankLines> banks() {
        return banks;
    }

    /** Writes the scopes and declarations and numbers the variables. */
    Variable[] declare(VcdText text) {
        List<Variable> declared = new ArrayList<>(variables);
        for (Node top : root.children.values()) {
            top.declare(text, declared);
        }
        return declared.toArray(new Variable[0]);
    }

    /** A variable that is to be declared. */
    sealed interface Leaf {
        Signal signal();

        /** The variable, which is number {@code index}. */
        Variable variable(int index);

        default void declare(VcdText text, List<Variable> declared) {
            Signal signal = signal();
            int width = signal.width();
            int index = declared.size();
            String range = switch (signal) {
                case BitSignal bit -> "";
                case RealSignal number -> "";
                case IntegerSignal integer -> width == 1 ? "" : " [" + (width - 1) + ":0]";
                case BankSignal bank -> width == 1 || bank.real() ? "" : " [" + (width - 1) + ":0]";
                case VectorSignal vector -> " [" + (width - 1) + ":0]";
            };
            boolean real = signal instanceof RealSignal || (signal instanceof BankSignal bank && bank.real());
            text.ascii("$var " + (real ? "real " : "wire ") + width + " ");
            text.begin();
            long identifier = VcdText.identifier(index);
            text.packed(identifier, VcdText.packedLength(identifier));
            text.ascii(" " + signal.name() + range + " $end\n");
            declared.add(variable(index));
        }
    }

    /** A signal that is no bank, and the number of its variable. */
    static final class Watched implements Leaf {
        private final Signal signal;
        private int variable = -1;

        private Watched(Signal signal) {
            this.signal = signal;
        }

        @Override
        public Signal signal() {
            return signal;
        }

        int variable() {
            return variable;
        }

        @Override
        public Variable variable(int index) {
            variable = index;
            return Variable.of(signal, index);
        }
    }

    /** One lane of a bank. */
    record LaneLeaf(BankLines lines, int lane) implements Leaf {
        @Override
        public Signal signal() {
            return lines.bank();
        }

        @Override
        public Variable variable(int index) {
            return Variable.of(lines, lane, index);
        }
    }

    private static final class Node {
        private final String name;
        private final Map<String, Leaf> leaves = new LinkedHashMap<>();
        private final Map<String, Node> children = new LinkedHashMap<>();

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
            String leafName = leaf.signal().name();
            if (children.containsKey(leafName) || leaves.putIfAbsent(leafName, leaf) != null) {
                throw taken(leafName);
            }
        }

        private IllegalArgumentException taken(String taken) {
            return new IllegalArgumentException("two things in scope " + name + " of the dump are called " + taken);
        }

        private void declare(VcdText text, List<Variable> declared) {
            text.ascii("$scope module " + name + " $end\n");
            for (Leaf leaf : leaves.values()) {
                leaf.declare(text, declared);
            }
            for (Node child : children.values()) {
                child.declare(text, declared);
            }
            text.ascii("$upscope $end\n");
        }
    }
}
