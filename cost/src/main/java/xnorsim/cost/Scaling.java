package xnorsim.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Scales figures from the node and supply of their source to those of a technology (docs/cost.md).
 *
 * <p>Energy between nodes: E ~ a V^2 + b V + c at 0.9 V, with the coefficients of Stillmaker and Baas (Integration,
 * 2017); area: their factors; both log-log interpolated between the nodes they have. Energy with the supply: V^k.
 * Capacitances are in proportion to the node; leakage power to the supply.
 */
final class Scaling {

    private static final double[] NODES_NM = {20, 32, 45, 65};
    private static final double[][] ENERGY = {{0.373, -0.1582, 0.04104}, {0.9559, -0.7823, 0.471},
            {1.103, -0.362, 0.2767}, {3.755, -4.398, 1.975}};
    private static final double[] AREA = {0.14, 0.31, 0.66, 1};
    private static final double COMPARED_AT_V = 0.9;

    private Scaling() {}

    static void checkNode(double nodeNm) {
        if (!(nodeNm >= NODES_NM[0] && nodeNm <= NODES_NM[NODES_NM.length - 1])) {
            throw new IllegalArgumentException("node_nm is " + nodeNm + ", expected 20..65");
        }
    }

    static void checkSupply(double supplyV) {
        if (!(supplyV >= 0.3 && supplyV <= 2)) {
            throw new IllegalArgumentException("supply_v is " + supplyV + ", expected 0.3..2");
        }
    }

    /** Energy at a node by energy at 65 nm, both at 0.9 V. */
    static double energy(double nodeNm) {
        double[] relative = new double[NODES_NM.length];
        for (int i = 0; i < relative.length; i++) {
            double[] c = ENERGY[i];
            relative[i] = c[0] * COMPARED_AT_V * COMPARED_AT_V + c[1] * COMPARED_AT_V + c[2];
        }
        return interpolated(nodeNm, relative) / relative[relative.length - 1];
    }

    /** Area at a node by area at 65 nm. */
    static double area(double nodeNm) {
        return interpolated(nodeNm, AREA);
    }

    private static double interpolated(double nodeNm, double[] values) {
        int i = 0;
        while (i < NODES_NM.length - 2 && nodeNm > NODES_NM[i + 1]) {
            i++;
        }
        double part = Math.log(nodeNm / NODES_NM[i]) / Math.log(NODES_NM[i + 1] / NODES_NM[i]);
        return Math.exp((1 - part) * Math.log(values[i]) + part * Math.log(values[i + 1]));
    }

    /** Explanation of {@link #factor}, such as {@code 1.254 for the node * (0.85/0.9)^2 for the supply}. */
    static String rule(TechnologyFigure figure, double nodeNm, double supplyV, double supplyExponent) {
        List<String> factors = new ArrayList<>();
        double node = factor(figure, nodeNm, figure.supplyV(), supplyExponent);
        if (figure.nodeNm() != nodeNm && figure.key().kind() != FigureKey.Kind.NUMBER
                && figure.key().kind() != FigureKey.Kind.POWER) {
            factors.add(String.format(Locale.ROOT, "%.4g for the node", node));
        }
        if (figure.supplyV() != supplyV) {
            String volts = "(" + supplyV + "/" + figure.supplyV() + ")";
            switch (figure.key().kind()) {
                case ENERGY -> factors.add(volts + "^" + figure.supplyExponent().orElse(supplyExponent)
                        + " for the supply");
                case POWER -> factors.add(volts + " for the supply");
                case CAPACITANCE, AREA, NUMBER -> {
                    // Does not depend on the supply.
                }
            }
        }
        return String.join(" * ", factors);
    }

    /** A figure at another node and supply. */
    static double factor(TechnologyFigure figure, double nodeNm, double supplyV, double supplyExponent) {
        double volts = supplyV / figure.supplyV();
        return switch (figure.key().kind()) {
            case ENERGY -> energy(nodeNm) / energy(figure.nodeNm())
                    * Math.pow(volts, figure.supplyExponent().orElse(supplyExponent));
            case CAPACITANCE -> nodeNm / figure.nodeNm();
            case POWER -> volts;
            case AREA -> area(nodeNm) / area(figure.nodeNm());
            case NUMBER -> 1;
        };
    }
}
