package xnorsim.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Spikes, rates and membranes of a layer as figures. */
public final class ActivityFigures {
    private static final int BINS = 20;
    /** Breadth and height that a chart leaves to its points, roughly. */
    private static final double PLOT_WIDTH = 560;
    private static final double PLOT_HEIGHT = 250;
    private static final Color BOUNDARY = new Color(0x999999);

    private ActivityFigures() {}

    /**
     * Which neuron fired when.
     *
     * @param neurons neurons shown, ascending, one line each
     */
    public static XYChart raster(Activity activity, int[] neurons) {
        int stride = stride(neurons);
        XYChart chart = Figure.chart(activity.layer() + ": spikes", time(activity),
                stride > 0 ? "neuron" + (stride > 1 ? " (1 in " + stride + ")" : "") : "neurons " + list(neurons));
        double lowest = stride > 0 ? neurons[0] - 0.5 * stride : -0.5;
        double highest = lowest + Math.max(1, stride) * (double) neurons.length;
        List<Double> across = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        for (int step = 0; step < activity.steps(); step++) {
            for (int line = 0; line < neurons.length; line++) {
                if (activity.fires(step, neurons[line])) {
                    across.add((double) step);
                    up.add((double) (stride > 0 ? neurons[line] : line));
                }
            }
        }
        limits(chart, activity, lowest, highest);
        chart.getStyler().setPlotGridHorizontalLinesVisible(false).setLegendVisible(false);
        chart.getStyler().setYAxisTicksVisible(stride > 0);
        chart.getStyler().setYAxisDecimalPattern("#,##0");
        boundaries(chart, activity, lowest, highest);
        if (!across.isEmpty()) {
            XYSeries series = chart.addSeries("spikes", across, up);
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            series.setMarkerColor(Color.BLACK);
            series.setMarker(new Tick(Math.min(7, 0.75 * PLOT_WIDTH / activity.steps()),
                    Math.min(9, 0.8 * PLOT_HEIGHT / neurons.length)));
        }
        return chart;
    }

    /** The distance between neighbours, if it is the same everywhere; else 0. */
    private static int stride(int[] neurons) {
        int stride = neurons.length > 1 ? neurons[1] - neurons[0] : 1;
        for (int i = 1; i < neurons.length; i++) {
            if (neurons[i] - neurons[i - 1] != stride) {
                return 0;
            }
        }
        return stride;
    }

    /** Numbers without a rule are listed, the lowest line first. */
    private static String list(int[] neurons) {
        String all = Arrays.stream(neurons).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return all.length() <= 40 ? all : all.substring(0, all.lastIndexOf(',', 36)) + ", ...";
    }

    private static String time(Activity activity) {
        List<Integer> numbers = activity.numbers();
        int first = numbers.getFirst();
        int last = numbers.getLast();
        String which = numbers.size() == 1
                ? "image " + first
                : last - first == numbers.size() - 1
                        ? "images " + first + " to " + last + " one after another"
                        : numbers.size() + " images one after another";
        return "time step (" + which + ")";
    }

    private static void limits(XYChart chart, Activity activity, double low, double high) {
        chart.getStyler().setXAxisMin(-0.5).setXAxisMax(activity.steps() - 0.5);
        chart.getStyler().setYAxisMin(low).setYAxisMax(high);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setXAxisDecimalPattern("0").setXAxisTickMarkSpacingHint(60);
    }

    /** A thin line between images. */
    private static void boundaries(XYChart chart, Activity activity, double low, double high) {
        for (int image = 1; image < activity.numbers().size(); image++) {
            double step = image * activity.timeSteps() - 0.5;
            XYSeries line = chart.addSeries("image " + image, new double[]{step, step}, new double[]{low, high});
            line.setMarker(SeriesMarkers.NONE).setLineColor(BOUNDARY)
                    .setLineStyle(new BasicStroke(0.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1,
                            new float[]{3, 3}, 0));
            line.setShowInLegend(false);
        }
    }

    /** How many neurons fire how often. */
    public static XYChart rates(Activity activity) {
        int steps = activity.steps();
        int bins = bins(steps);
        double[] share = new double[bins + 1];
        double all = 0;
        for (int neuron = 0; neuron < activity.neurons(); neuron++) {
            int count = activity.count(neuron);
            all += count;
            share[(int) Math.round((double) count * bins / steps)] += 100.0 / activity.neurons();
        }
        double mean = all / activity.neurons() / steps;
        double[] edges = new double[2 * share.length + 2];
        double[] heights = new double[edges.length];
        for (int bin = 0; bin < share.length; bin++) {
            edges[2 * bin + 1] = (bin - 0.5) / bins;
            edges[2 * bin + 2] = (bin + 0.5) / bins;
            heights[2 * bin + 1] = share[bin];
            heights[2 * bin + 2] = share[bin];
        }
        edges[0] = edges[1];
        edges[edges.length - 1] = edges[edges.length - 2];
        double top = Arrays.stream(share).max().orElse(1) * 1.05;
        XYChart chart = Figure.chart(activity.layer() + ": spike rates",
                String.format(Locale.ROOT, "spikes per time step (over %,d time steps)", steps),
                String.format(Locale.ROOT, "share of %,d neurons (%%)", activity.neurons()));
        chart.getStyler().setXAxisMin(-0.5 / bins).setXAxisMax(1 + 0.5 / bins).setYAxisMin(0.0).setYAxisMax(top);
        chart.getStyler().setPlotGridVerticalLinesVisible(false).setXAxisDecimalPattern("0.0#");
        chart.getStyler().setXAxisTickMarkSpacingHint(90);
        XYSeries bars = chart.addSeries("neurons", edges, heights);
        bars.setFillColor(new Color(0x9CC7E3));
        bars.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area).setMarker(SeriesMarkers.NONE)
                .setLineColor(Figure.COLOURS.getFirst()).setLineStyle(new BasicStroke(1.2f));
        XYSeries line = chart.addSeries(String.format(Locale.ROOT, "mean: %.3f", mean), new double[]{mean, mean},
                new double[]{0, top});
        line.setMarker(SeriesMarkers.NONE).setLineColor(Figure.COLOURS.get(1)).setLineStyle(new BasicStroke(1.6f,
                BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[]{7, 4}, 0));
        return chart;
    }

    /** So many that every bin holds as many of the rates there can be. */
    private static int bins(int steps) {
        for (int bins = Math.min(BINS, steps); bins > 5; bins--) {
            if (steps % bins == 0) {
                return bins;
            }
        }
        return Math.min(BINS, steps);
    }

    /**
     * Membranes after every time step, with a mark where a neuron has fired.
     *
     * @param neurons those that are shown, at most as many as there are colours to tell apart
     * @throws IllegalArgumentException if the membranes were not recorded
     */
    public static XYChart membranes(Activity activity, int[] neurons) {
        double[] values = activity.membranes()
                .orElseThrow(() -> new IllegalArgumentException("no membranes of " + activity.layer()));
        XYChart chart = Figure.chart(activity.layer() + ": membranes", time(activity),
                "membrane (" + activity.unit() + ")");
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < activity.steps(); step++) {
            for (int neuron : neurons) {
                low = Math.min(low, values[step * activity.neurons() + neuron]);
                high = Math.max(high, values[step * activity.neurons() + neuron]);
            }
        }
        double margin = high > low ? 0.06 * (high - low) : 1;
        limits(chart, activity, low - margin, high + margin);
        boundaries(chart, activity, low - margin, high + margin);
        List<Double> firedAt = new ArrayList<>();
        List<Double> firedTo = new ArrayList<>();
        for (int i = 0; i < neurons.length; i++) {
            trace(chart, activity, values, neurons[i], i);
            for (int step = 0; step < activity.steps(); step++) {
                if (activity.fires(step, neurons[i])) {
                    firedAt.add((double) step);
                    firedTo.add(values[step * activity.neurons() + neurons[i]]);
                }
            }
        }
        if (!firedAt.isEmpty()) {
            chart.addSeries("has fired", firedAt, firedTo).setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
                    .setMarker(new Ring()).setMarkerColor(Color.BLACK);
        }
        return chart;
    }

    private static void trace(XYChart chart, Activity activity, double[] values, int neuron, int number) {
        // Between images lies a point that is not a number, so the line is broken there.
        int stretch = activity.timeSteps() + 1;
        double[] steps = new double[activity.numbers().size() * stretch - 1];
        double[] trace = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            boolean between = i % stretch == activity.timeSteps();
            int step = i / stretch * activity.timeSteps() + i % stretch;
            steps[i] = between ? step - 0.5 : step;
            trace[i] = between ? Double.NaN : values[step * activity.neurons() + neuron];
        }
        Color colour = Figure.COLOURS.get(number % Figure.COLOURS.size());
        // A stroke for each, as colour alone may not distinguish them.
        float[][] dashes = {{}, {8, 3}, {2, 3}, {8, 3, 2, 3}, {12, 3}, {4, 2}};
        float[] dash = dashes[number % dashes.length];
        chart.addSeries("neuron " + neuron, steps, trace).setMarker(SeriesMarkers.NONE).setLineColor(colour)
                .setLineStyle(dash.length == 0
                        ? new BasicStroke(1.8f)
                        : new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0));
    }

    /** A filled box of a fixed size. */
    private static final class Tick extends Marker {
        private final double width;
        private final double height;

        Tick(double width, double height) {
            this.width = width;
            this.height = height;
        }

        @Override
        public void paint(Graphics2D g, double across, double up, int size) {
            g.fill(new Rectangle2D.Double(across - width / 2, up - height / 2, width, height));
        }
    }

    /** A small ring. */
    private static final class Ring extends Marker {
        @Override
        public void paint(Graphics2D g, double across, double up, int size) {
            g.setStroke(new BasicStroke(1.3f));
            g.draw(new Ellipse2D.Double(across - 3.5, up - 3.5, 7, 7));
        }
    }
}
