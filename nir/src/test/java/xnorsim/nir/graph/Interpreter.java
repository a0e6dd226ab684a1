package xnorsim.nir.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs a graph as NIR's pages describe its nodes, value by value, with a time step of 1: the oracle. Maps are (channel,
 * row, column); nothing is folded.
 */
public final class Interpreter {
    private final NirGraph graph;
    private final boolean hard;
    private final Map<String, double[]> potentials = new HashMap<>();

    private record Map3(int channels, int height, int width, double[] values) {
        double at(int c, int y, int x) {
            return y < 0 || x < 0 || y >= height || x >= width ? 0 : values[(c * height + y) * width + x];
        }
    }

    public Interpreter(NirGraph graph, boolean hard) {
        this.graph = graph;
        this.hard = hard;
    }

    public double[] potential(String node) {
        return Objects.requireNonNull(potentials.get(node));
    }

    /** One time step; returns every node's values. */
    public Map<String, double[]> step(double[] input) {
        Map<String, Map3> values = new HashMap<>();
        for (NirNode node : graph.inOrder()) {
            if (node.type().equals("Input")) {
                double[] s = node.required("shape").values();
                values.put(node.name(), new Map3((int) s[0], (int) s[1], (int) s[2], input));
                continue;
            }
            List<String> before = graph.before(node.name());
            Map3 first = Objects.requireNonNull(values.get(before.getFirst()));
            double[] sum = new double[first.values.length];
            for (String name : before) {
                double[] other = Objects.requireNonNull(values.get(name)).values;
                Arrays.setAll(sum, i -> sum[i] + other[i]);
            }
            values.put(node.name(), apply(node, new Map3(first.channels, first.height, first.width, sum)));
        }
        Map<String, double[]> plain = new HashMap<>();
        values.forEach((name, map) -> plain.put(name, map.values));
        return plain;
    }

    private Map3 apply(NirNode node, Map3 in) {
        return switch (node.type()) {
            case "Flatten" -> new Map3(in.values.length, 1, 1, in.values);
            case "Output" -> in;
            case "Conv2d" -> convolution(node, in);
            case "Linear", "Affine" -> linear(node, in);
            case "SumPool2d", "AvgPool2d" -> pool(node, in);
            case "Scale" -> each(in, i -> in.values[i] * element(node, "scale", i));
            case "Threshold" -> each(in, i -> in.values[i] > element(node, "threshold", i) ? 1 : 0);
            case "IF" -> fire(node, in);
            case "I" -> {
                double[] v = potentials.computeIfAbsent(node.name(), n -> new double[in.values.length]);
                Arrays.setAll(v, i -> v[i] + element(node, "r", i) * in.values[i]);
                yield new Map3(in.channels, in.height, in.width, v.clone());
            }
            default -> throw new IllegalArgumentException(node.type());
        };
    }

    private static double element(NirNode node, String field, int i) {
        double[] values = node.required(field).values();
        return values[values.length == 1 ? 0 : i];
    }

    private static Map3 each(Map3 in, java.util.function.IntToDoubleFunction value) {
        double[] out = new double[in.values.length];
        Arrays.setAll(out, value);
        return new Map3(in.channels, in.height, in.width, out);
    }

    private Map3 fire(NirNode node, Map3 in) {
        double[] v = potentials.computeIfAbsent(node.name(), n -> new double[in.values.length]);
        return each(in, i -> {
            v[i] += element(node, "r", i) * in.values[i];
            double threshold = element(node, "v_threshold", i);
            if (!(v[i] > threshold)) {
                return 0;
            }
            double reset = node.arrays().containsKey("v_reset") ? element(node, "v_reset", i) : 0;
            v[i] = hard ? reset : v[i] - threshold;
            return 1;
        });
    }

    private static Map3 linear(NirNode node, Map3 in) {
        Tensor w = node.required("weight");
        double[] out = new double[w.shape()[0]];
        for (int o = 0; o < out.length; o++) {
            out[o] = node.arrays().containsKey("bias") ? node.required("bias").values()[o] : 0;
            for (int k = 0; k < in.values.length; k++) {
                out[o] += w.values()[o * in.values.length + k] * in.values[k];
            }
        }
        return new Map3(out.length, 1, 1, out);
    }

    private static Map3 convolution(NirNode node, Map3 in) {
        Tensor w = node.required("weight");
        int[] s = node.pair("stride", 1);
        int[] d = node.arrays().containsKey("dilation") ? node.pair("dilation", 1) : new int[]{1, 1};
        int groups = node.arrays().containsKey("groups") ? node.integer("groups", 1) : 1;
        int kh = w.shape()[2];
        int kw = w.shape()[3];
        int tall = d[0] * (kh - 1) + 1;
        int wide = d[1] * (kw - 1) + 1;
        boolean same = "same".equals(node.texts().get("padding"));
        int top = same ? (tall - 1) / 2 : node.pair("padding", 0)[0];
        int left = same ? (wide - 1) / 2 : node.pair("padding", 0)[1];
        int height = same ? in.height : (in.height + 2 * top - tall) / s[0] + 1;
        int width = same ? in.width : (in.width + 2 * left - wide) / s[1] + 1;
        double[] out = new double[w.shape()[0] * height * width];
        for (int i = 0; i < out.length; i++) {
            int o = i / (height * width);
            int y = i / width % height * s[0] - top;
            int x = i % width * s[1] - left;
            out[i] = node.arrays().containsKey("bias") ? node.required("bias").values()[o] : 0;
            for (int k = 0; k < w.shape()[1] * kh * kw; k++) {
                int c = k / (kh * kw) + o / (w.shape()[0] / groups) * w.shape()[1];
                out[i] += w.values()[o * w.shape()[1] * kh * kw + k]
                        * in.at(c, y + k / kw % kh * d[0], x + k % kw * d[1]);
            }
        }
        return new Map3(w.shape()[0], height, width, out);
    }

    private static Map3 pool(NirNode node, Map3 in) {
        int[] k = node.pair("kernel_size", 1);
        int[] s = node.pair("stride", 1);
        int[] p = node.pair("padding", 0);
        int height = (in.height + 2 * p[0] - k[0]) / s[0] + 1;
        int width = (in.width + 2 * p[1] - k[1]) / s[1] + 1;
        double[] out = new double[in.channels * height * width];
        for (int i = 0; i < out.length; i++) {
            for (int j = 0; j < k[0] * k[1]; j++) {
                out[i] += in.at(i / (height * width), i / width % height * s[0] - p[0] + j / k[1],
                        i % width * s[1] - p[1] + j % k[1]);
            }
            out[i] /= node.type().equals("AvgPool2d") ? k[0] * k[1] : 1;
        }
        return new Map3(in.channels, height, width, out);
    }
}
