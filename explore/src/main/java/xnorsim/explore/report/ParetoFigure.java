package xnorsim.explore.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;
import xnorsim.plot.Figure;

/** The points of a study and their Pareto front as a picture, two objectives at a time. */
final class ParetoFigure {
    private static final Color OTHERS = new Color(0x8A94A0);

    private static final double ROOM = 0.05;
    private static final int MAX_DOTS = 10_000;

    private ParetoFigure() {}

    /** A plot of the second objective over the first, PNG or SVG by the file's name. */
    static void write(Path file, Study study, List<PointResult> results, BitSet front) {
        Metric up = study.objectives().getFirst();
        Metric across = study.objectives().size() > 1
                ? study.objectives().get(1)
                : up == Metric.CYCLES ? Metric.ACCURACY : Metric.CYCLES;
        XYChart chart = Figure.chart(study.name(), across.title(), up.title());
        List<PointResult> others = IntStream.range(0, results.size()).filter(i -> !front.get(i))
                .mapToObj(results::get).filter(r -> r.metrics().keySet().containsAll(List.of(across, up))).toList();
        List<PointResult> shown = spread(others);
        add(chart, shown.size() == others.size()
                ? "other points"
                : "other points (" + shown.size() + " of " + others.size() + ")", shown, across, up, OTHERS, false);
        List<PointResult> best = front.stream().mapToObj(results::get)
                .filter(r -> r.metrics().containsKey(across))
                .sorted(Comparator.comparingDouble(r -> r.value(across))).toList();
        add(chart, "Pareto front", best, across, up, Figure.COLOURS.get(1), study.objectives().size() <= 2);
        List<PointResult> all = results.stream().filter(r -> r.metrics().keySet().containsAll(List.of(across, up)))
                .toList();
        double[] horizontal = limits(all, across);
        double[] vertical = limits(all, up);
        chart.getStyler().setXAxisMin(horizontal[0]).setXAxisMax(horizontal[1]).setYAxisMin(vertical[0])
                .setYAxisMax(vertical[1]);
        Figure.write(file, chart);
    }

    /** As many as are distinguishable, evenly spaced by number. */
    private static List<PointResult> spread(List<PointResult> results) {
        return results.size() <= MAX_DOTS
                ? results
                : IntStream.range(0, MAX_DOTS)
                        .mapToObj(i -> results.get((int) ((long) i * results.size() / MAX_DOTS))).toList();
    }

    /** Least and largest value of a metric with some room around. */
    private static double[] limits(List<PointResult> results, Metric metric) {
        DoubleSummaryStatistics values = results.stream().mapToDouble(r -> r.value(metric)).summaryStatistics();
        if (values.getCount() == 0) {
            return new double[]{0, 1};
        }
        double width = values.getMax() - values.getMin();
        double room = width > 0 ? ROOM * width : Math.max(Math.abs(values.getMax()) * ROOM, ROOM);
        return new double[]{values.getMin() - room, values.getMax() + room};
    }

    private static void add(XYChart chart, String name, List<PointResult> results, Metric across, Metric up,
            Color colour, boolean joined) {
        if (results.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(name, results.stream().mapToDouble(r -> r.value(across)).toArray(),
                results.stream().mapToDouble(r -> r.value(up)).toArray());
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour).setLineColor(colour)
                .setLineStyle(new BasicStroke(joined ? 1.5f : 0f));
        series.setXYSeriesRenderStyle(
                joined ? XYSeries.XYSeriesRenderStyle.Line : XYSeries.XYSeriesRenderStyle.Scatter);
    }
}
