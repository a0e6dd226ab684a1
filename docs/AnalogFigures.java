import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.plot.Figure;

/** Draws what docs/analog.sh has collected: lines of a figure's name, a value, and what `noise --json` said. */
final class AnalogFigures {

    /** What a figure's axis shows, and whether it is logarithmic. */
    private record Axis(String title, String unit, boolean logarithmic, double factor) {}

    private static final Map<String, Axis> AXES = Map.of(
            "capacitor", new Axis("Accuracy against the hold capacitor", "hold capacitor (fF)", true, 1),
            "bits", new Axis("Accuracy against the converter", "bits of the converter", false, 1),
            "mismatch", new Axis("Accuracy against mismatch", "relative spread of the cells", true, 1),
            // Half of them are stuck at 0, half at 1.
            "stuck", new Axis("Accuracy against stuck cells", "part of the cells that are stuck", true, 2));

    private AnalogFigures() {}

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
                halves.add(100 * said.path("interval_95").path(1).asDouble() - mean);
                worst.add(100 * said.path("accuracy_worst").asDouble());
                ideal = 100 * said.path("accuracy_ideal").asDouble();
            }
            Axis axis = figure.getValue();
            XYChart chart = Figure.chart(axis.title(), axis.unit(), "accuracy (%)");
            chart.getStyler().setXAxisLogarithmic(axis.logarithmic()).setYAxisMin(0.0).setYAxisMax(100.0);
            XYSeries mean = chart.addSeries("mean over chips, 95 % interval", values, means, halves);
            mean.setMarker(SeriesMarkers.CIRCLE);
            chart.addSeries("worst chip", values, worst).setMarker(SeriesMarkers.TRIANGLE_DOWN);
            chart.addSeries("ideal readout", List.of(values.getFirst(), values.getLast()), List.of(ideal, ideal));
            Figure.write(Path.of(arguments[1]).resolve("analog-" + figure.getKey() + ".svg"), chart);
        }
    }
}
