package xnorsim.nir.graph;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import xnorsim.base.InputException;

/**
 * A node of a graph as its file has it.
 *
 * @param name   its name in the graph
 * @param type   its operation, such as Conv2d
 * @param arrays its numbers
 * @param texts  its strings
 */
public record NirNode(String name, String type, Map<String, Tensor> arrays, Map<String, String> texts) {
    public NirNode {
        // In the order of names: a file of the same graph has the same bytes on every run.
        arrays = Collections.unmodifiableMap(new TreeMap<>(arrays));
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    /** Members of any node that do not affect its computation. */
    static final Set<String> NOTES = Set.of("metadata", "input_type", "output_type");

    /** Prefix of every error message about this node. */
    public String where() {
        return where(name, type);
    }

    /** Prefix of every error message about a node. */
    public static String where(String name, String type) {
        return "node " + name + " (" + type + ")";
    }

    /** Whether another node holds the same, to the last bit. */
    public boolean isSame(NirNode other) {
        return type.equals(other.type) && texts.equals(other.texts) && arrays.keySet().equals(other.arrays.keySet())
                && arrays.entrySet().stream().allMatch(each -> each.getValue().isSame(other.required(each.getKey())));
    }

    /** An array of numbers, none of them NaN, that must be there. */
    public Tensor required(String field) {
        Tensor tensor = arrays.get(field);
        if (tensor == null) {
            throw InputException.missing(where(), field, "an array of numbers");
        }
        for (double value : tensor.values()) {
            if (Double.isNaN(value)) {
                throw InputException.wrongValue(where(), field, value, "numbers");
            }
        }
        return tensor;
    }

    /** An array of numbers, none of them NaN, if it is there. */
    public Optional<Tensor> optional(String field) {
        return arrays.containsKey(field) ? Optional.of(required(field)) : Optional.empty();
    }

    /** A whole number of a field that holds one. */
    public int integer(String field, int least) {
        Tensor tensor = required(field);
        if (tensor.values().length != 1) {
            throw InputException.wrongValue(where(), field, "of shape " + tensor.shapeText(), "one number");
        }
        return whole(field, tensor.values()[0], least);
    }

    /** Two whole numbers, for rows and columns; a field of one stands for both. */
    public int[] pair(String field, int least) {
        Tensor tensor = required(field);
        int count = tensor.values().length;
        if (count < 1 || count > 2) {
            throw InputException.wrongValue(where(), field, "of shape " + tensor.shapeText(), "one or two numbers");
        }
        return new int[]{whole(field, tensor.values()[0], least), whole(field, tensor.values()[count - 1], least)};
    }

    public int whole(String field, double value, int least) {
        if (value != Math.rint(value) || value < least || value > 1 << 24) {
            throw InputException.wrongValue(where(), field, value, "a whole number of at least " + least);
        }
        return (int) value;
    }
}
