import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.plot.Figure;

/**
 * Draws what docs/analog.sh has collected: lines of a figure's name, a value, and what `noise --json` said. Each
 * value that was simulated has a tick with its number; room beside the first and the last one keeps their markers
 * whole.
 */
final class AnalogFigures {

    /** What a figure's axis shows, and whether it is logarithmic. */
    private record Axis(String title, String unit, boolean logarithmic, double factor) {}

    private static final Map<String, Axis> AXES = Map.of(
            "capacitor", new Axis("Accuracy against the hold capacitor", "hold capacitor (fF)", true, 1),
            "bits", new Axis("Accuracy against the converter", "bits of the converter", false, 1),
            "mismatch", new Axis("Accuracy against mismatch", "relative spread of the cells", true, 1),
            // Half of them are stuck at 0, half at 1.
            "stuck", new Axis("Accuracy against stuck cells", "part of the cells that are stuck", true, 2));

    /** Room on either side, as a part of the width from the first to the last value. */
    private static final double ROOM = 0.04;
    /** From the axis down to the line that the numbers stand on. */
    private static final int BELOW = 20;
    private static final Color GRID = new Color(0xE2E2E2);

    private AnalogFigures() {}

    /** Where a value lies: on a logarithmic axis its power of ten. */
    private static double place(Axis axis, double value) {
        return axis.logarithmic() ? Math.log10(value) : value;
    }

    /**
     * Lines and numbers at the values themselves; the library has its own at round numbers, which need not be any of
     * these.
     */
    private static void ticks(XYChart chart, Axis axis, List<Double> values) {
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        // Invisible, they keep the room for those below.
        chart.getStyler().setXAxisTickLabelsColor(Color.WHITE).setXAxisTickMarksColor(Color.WHITE);
        for (double value : values) {
            double place = place(axis, value);
            XYSeries line = chart.addSeries("at " + value, List.of(place, place), List.of(0.0, 100.0));
            line.setMarker(SeriesMarkers.NONE).setLineColor(GRID).setLineStyle(new BasicStroke(0.8f));
            line.setShowInLegend(false);
            chart.addAnnotation(new Tick(chart, value, place));
        }
    }

    /** The number at a value; an annotation, since these are drawn when all places are known. */
    private static final class Tick extends AnnotationText {
        private final XYChart chart;
        private final String number;
        private final double place;

        Tick(XYChart chart, double value, double place) {
            super("", place, 0, false);
            this.chart = chart;
            this.number = BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
            this.place = place;
        }

        @Override
        public void paint(Graphics2D g) {
            double x = chart.getScreenXFromChart(place);
            double y = chart.getScreenYFromChart(0);
            g.setColor(chart.getStyler().getAxisTickLabelsColor());
            g.setFont(chart.getStyler().getAxisTickLabelsFont());
            Rectangle2D size = g.getFontMetrics().getStringBounds(number, g);
            Shape letters = g.getFont().createGlyphVector(g.getFontRenderContext(), number)
                    .getOutline((float) (x - size.getWidth() / 2), (float) y + BELOW);
            g.fill(letters);
            g.setStroke(new BasicStroke(1));
            g.draw(new Line2D.Double(x, y, x, y + 4));
        }
    }

    public static void main(String[] arguments) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(arguments[0]));
        for (Map.Entry<String, Axis> figure : AXES.entrySet()) {
            List<Double> values = new ArrayList<>();
            List<Double> means = new ArrayList<>();
            List<Double> halves = new ArrayList<>();
            List<Double> worst = new ArrayList<>();
            double ideal = 0;
            for (String line : lines) {
                String[] parts = line.split(" ", 3);
                if (!parts[0].equals(figure.getKey())) {
                    continue;
                }
                JsonNode said = JsonMapper.shared().readTree(parts[2]);
                values.add(Double.parseDouble(parts[1]) * figure.getValue().factor());
                double mean = 100 * said.path("accuracy_mean").asDouble();
                means.add(mean);
                // An interval may be cut off at 0 or at 100 %, bars are drawn alike on both sides.
                JsonNode interval = said.path("interval_95");
                halves.add(Math.max(100 * interval.path(1).asDouble() - mean,
                        mean - 100 * interval.path(0).asDouble()));
                worst.add(100 * said.path("accuracy_worst").asDouble());
                ideal = 100 * said.path("accuracy_ideal").asDouble();
            }
            Axis axis = figure.getValue();
            XYChart chart = Figure.chart(axis.title(), axis.unit(), "accuracy (%)");
            List<Double> places = values.stream().map(value -> place(axis, value)).toList();
            double room = ROOM * (places.getLast() - places.getFirst());
            double left = places.getFirst() - room;
            double right = places.getLast() + room;
            chart.getStyler().setXAxisMin(left).setXAxisMax(right).setYAxisMin(0.0).setYAxisMax(100.0);
            ticks(chart, axis, values);
            List<Color> colours = Figure.COLOURS;
            XYSeries mean = chart.addSeries("mean over chips, 95 % interval", places, means, halves);
            mean.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colours.get(0)).setLineColor(colours.get(0))
                    .setLineStyle(SeriesLines.SOLID);
            XYSeries least = chart.addSeries("worst chip", places, worst);
            least.setMarker(SeriesMarkers.TRIANGLE_DOWN).setMarkerColor(colours.get(1)).setLineColor(colours.get(1))
                    .setLineStyle(SeriesLines.SOLID);
            XYSeries line = chart.addSeries("ideal readout", List.of(left, right), List.of(ideal, ideal));
            line.setLineColor(colours.get(2)).setLineStyle(SeriesLines.SOLID);
            Figure.write(Path.of(arguments[1]).resolve("analog-" + figure.getKey() + ".svg"), chart);
        }
    }
}
