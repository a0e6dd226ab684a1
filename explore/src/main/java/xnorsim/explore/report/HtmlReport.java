package xnorsim.explore.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.explore.study.JsonValues;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;

/**
 * A study's results as one HTML file that needs nothing else: template, style and script are resources of this module.
 */
final class HtmlReport {
    private static final Pattern PLACE = Pattern.compile("@(TITLE|STYLE|SCRIPT|DATA)@");

    private final Study study;
    private final List<PointResult> results;
    private final BitSet front;
    private final String command;

    /**
     * A report.
     *
     * @param front   indices of the results on the Pareto front
     * @param command the command that runs the study, to which a point's parameters are appended
     */
    HtmlReport(Study study, List<PointResult> results, BitSet front, String command) {
        this.study = study;
        this.results = results;
        this.front = front;
        this.command = command;
    }

    /** Writes the page, point by point. */
    void write(Writer out) throws IOException {
        String template = resource("report.html");
        Matcher places = PLACE.matcher(template);
        int at = 0;
        while (places.find()) {
            out.append(template, at, places.start());
            at = places.end();
            switch (places.group()) {
                case "@TITLE@" -> out.append(escaped(study.name()));
                case "@STYLE@" -> out.append(resource("report.css"));
                case "@SCRIPT@" -> out.append(resource("report.js"));
                default -> writeData(out);
            }
        }
        out.append(template, at, template.length());
    }

    private void writeData(Writer out) throws IOException {
        String head = inScript(head());
        out.append(head, 0, head.length() - "]}".length());
        for (int i = 0; i < results.size(); i++) {
            out.append(i == 0 ? "" : ",").append(inScript(point(results.get(i), front.get(i))));
        }
        out.append("]}");
    }

    /** So that no text ends the script. */
    private static String inScript(ObjectNode node) {
        return node.toString().replace("<", "\\u003c");
    }

    /** All but the points, the list of which is last and empty. */
    private ObjectNode head() {
        ObjectNode root = JsonValues.object();
        root.put("command", command);
        root.put("summary", summary());
        ArrayNode keys = root.putArray("keys");
        study.keys().forEach(keys::add);
        ArrayNode metrics = root.putArray("metrics");
        Arrays.stream(Metric.values()).filter(m -> results.stream().anyMatch(r -> r.metrics().containsKey(m)))
                .forEach(m -> metrics.add(JsonValues.object().put("key", m.key()).put("title", m.title()).put("higher",
                        m.higherIsBetter())));
        ArrayNode objectives = root.putArray("objectives");
        study.objectives().forEach(m -> objectives.add(m.key()));
        root.putArray("points");
        return root;
    }

    private ObjectNode point(PointResult result, boolean pareto) {
        ObjectNode point = result.toJson();
        point.remove("replicates");
        point.put("feasible", study.admits(result));
        point.put("pareto", pareto);
        ObjectNode parts = point.putObject("parts");
        result.parts().forEach((total, terms) -> {
            point.remove(total);
            parts.set(total, JsonValues.numbers(terms));
        });
        ObjectNode spread = point.putObject("spread");
        result.metrics().keySet().forEach(metric -> {
            double deviation = result.deviation(metric).orElse(0);
            if (deviation > 0) {
                spread.put(metric.key(), deviation);
            }
        });
        return point;
    }

    private String summary() {
        long done = results.stream().filter(r -> r.status() == PointResult.Status.DONE).count();
        return results.size() + " points by " + study.strategy().key() + ", " + done + " simulated completely, with "
                + study.workload().images() + " images each; technology " + study.technology() + "; objectives "
                + String.join(", ", study.objectives().stream().map(Metric::key).toList()) + "; "
                + front.cardinality() + " on the Pareto front"
                + (front.isEmpty() ? ": " + new EmptyFront(study, results).reason() : "") + ".";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
