package xnorsim.cli.corpus;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Harm to a graph in HDF5, written anew: values, shapes, types of nodes, edges and members that are other or gone. */
final class NirDamage {
    private static final List<String> TYPES = List.of("Input", "Output", "Affine", "Linear", "Scale", "Conv1d",
            "Conv2d",
            "Flatten", "SumPool2d", "AvgPool2d", "MaxPool2d", "IF", "LIF", "LI", "CubaLIF", "CubaLI", "I", "Threshold",
            "Delay", "NIRGraph", "conv2d", "", "\u001b[31m", "x".repeat(500));
    private static final List<String> MEMBERS = List.of("weight", "bias", "scale", "threshold", "stride", "padding",
            "dilation", "groups", "r", "tau", "v_leak", "v_threshold", "v_reset", "input_shape", "input_type",
            "kernel_size", "type", "start_dim", "edges", "nodes", "metadata");

    private NirDamage() {}

    static byte[] of(byte[] good, Random random) throws IOException {
        Map<String, Object> root;
        try (HdfFile file = HdfFile.fromBytes(good)) {
            root = tree(file);
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            harm(root, random);
        }
        Path file = Files.createTempFile("graph", ".nir");
        try {
            try (WritableHdfFile out = HdfFile.write(file)) {
                write(root, out);
            }
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Object> tree(Group group) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Node child : group.getChildren().values()) {
            tree.put(child.getName(), child instanceof Group inner ? tree(inner) : ((Dataset) child).getData());
        }
        return tree;
    }

    private static void write(Map<String, Object> tree, WritableGroup group) {
        tree.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                write(members(inner), group.putGroup(name));
            } else {
                group.putDataset(name, value);
            }
        });
    }

    @SuppressWarnings("unchecked") // Of trees there is one kind.
    private static Map<String, Object> members(Map<?, ?> tree) {
        return (Map<String, Object>) tree;
    }

    private static void groups(Map<String, Object> tree, List<Map<String, Object>> found) {
        found.add(tree);
        for (Object value : tree.values()) {
            if (value instanceof Map<?, ?> inner) {
                groups(members(inner), found);
            }
        }
    }

    private static void harm(Map<String, Object> root, Random random) {
        List<Map<String, Object>> groups = new ArrayList<>();
        groups(root, groups);
        groups.removeIf(Map::isEmpty);
        if (groups.isEmpty()) {
            return;
        }
        Map<String, Object> group = Damage.of(groups, random);
        String name = Damage.of(List.copyOf(group.keySet()), random);
        Object value = Objects.requireNonNull(group.get(name));
        switch (random.nextInt(9)) {
            case 0 -> group.remove(name);
            case 1 -> {
                group.remove(name);
                group.put(Damage.of(MEMBERS, random), value);
            }
            case 2 -> group.put(name, new LinkedHashMap<>(Map.of("type", Damage.of(TYPES, random))));
            case 3 -> group.put(Damage.of(MEMBERS, random), other(random));
            case 4 -> group.put(name + "x", value);
            default -> {
                if (value instanceof Map<?, ?> inner) {
                    harm(members(inner), random);
                } else {
                    group.put(name, changed(value, random));
                }
            }
        }
    }

    private static Object changed(Object value, Random random) {
        if (random.nextInt(3) == 0) {
            return other(random);
        }
        return switch (value) {
            case String _ -> Damage.of(TYPES, random);
            case String[][] edges when edges.length > 0 -> {
                String[] edge = Damage.of(List.of(edges), random);
                edge[random.nextInt(edge.length)] = Damage.of(List.of(edges), random)[0];
                yield edges;
            }
            case Number _ -> random.nextBoolean() ? (Object) Damage.real(random) : (Object) Damage.size(random);
            default -> value.getClass().isArray() ? element(value, random) : other(random);
        };
    }

    /** An array with some element changed, or one less or one more dimension. */
    private static Object element(Object array, Random random) {
        int length = Array.getLength(array);
        if (length == 0 || random.nextInt(6) == 0) {
            Object deeper = Array.newInstance(array.getClass(), 1);
            Array.set(deeper, 0, array);
            return deeper;
        }
        int at = random.nextInt(length);
        Object inner = Array.get(array, at);
        if (inner.getClass().isArray()) {
            if (random.nextInt(6) == 0) {
                return inner;
            }
            element(inner, random);
        } else if (inner instanceof Double) {
            Array.setDouble(array, at, Damage.real(random));
        } else if (inner instanceof Long) {
            Array.setLong(array, at, Damage.size(random));
        }
        return array;
    }

    private static Object other(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Damage.of(TYPES, random);
            case 1 -> Damage.size(random);
            case 2 -> Damage.real(random);
            case 3 -> new long[]{Damage.size(random), Damage.size(random)};
            case 4 -> new double[][]{{Damage.real(random)}, {Damage.real(random)}};
            case 5 -> new int[1 + random.nextInt(40)];
            case 6 -> new float[][][]{{{1, 2}, {3, 4}}};
            default -> new String[]{"a", Damage.of(TYPES, random)};
        };
    }
}
