package xnorsim.explore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.network.ReplacedFile;

/** The results of a study as files; equal results give equal bytes. */
public final class ResultFiles {
    /** Name of the journal in the folder of results. */
    public static final String JOURNAL = "journal.jsonl";
    private static final String CSV = "points.csv";
    private static final String LINES = "points.jsonl";
    private static final String PAGE = "report.html";
    private static final String PNG = "front.png";
    private static final String SVG = "front.svg";

    private final Study study;
    private final List<PointResult> results;
    private final BitSet front;
    private final String command;

    /**
     * The results of all points, in their order.
     *
     * @param command what runs the study, for a reader who wants to see a point again
     */
    public ResultFiles(Study study, List<PointResult> results, String command) {
        this.command = command;
        this.study = study;
        this.results = List.copyOf(results);
        this.front = ParetoFront.of(study, results);
    }

    /** The files that {@link #write} makes in a folder. */
    public static List<Path> in(Path folder) {
        return Stream.of(CSV, LINES, PAGE, PNG, SVG).map(folder::resolve).toList();
    }

    /** Writes all files into a folder. */
    public void write(Path folder) {
        text(folder.resolve(CSV), csv());
        text(folder.resolve(LINES), lines());
        text(folder.resolve(PAGE), new HtmlReport(study, results, front, command).page());
        ParetoFigure.write(folder.resolve(PNG), study, results, front);
        ParetoFigure.write(folder.resolve(SVG), study, results, front);
    }

    /** The results on the Pareto front, in their order. */
    public List<PointResult> front() {
        return front.stream().mapToObj(results::get).toList();
    }

    static void text(Path file, String text) {
        ReplacedFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < results.size(); i++) {
            ObjectNode line = results.get(i).toJson();
            line.put("feasible", study.admits(results.get(i)));
            line.put("pareto", front.get(i));
            text.append(line).append('\n');
        }
        return text.toString();
    }

    /** A row per point: number, parameters, how it ended, metrics and their spread over replicates, parts of totals. */
    String csv() {
        List<Metric> columns = Arrays.stream(Metric.values())
                .filter(metric -> results.stream().anyMatch(r -> r.metrics().containsKey(metric))).toList();
        Set<String> parts = new LinkedHashSet<>();
        results.forEach(
                r -> r.parts().forEach((total, terms) -> terms.keySet().forEach(t -> parts.add(total + "." + t))));
        List<String> head = new ArrayList<>(List.of("point"));
        head.addAll(study.keys());
        head.addAll(List.of("status", "feasible", "pareto", "images"));
        boolean spread = study.seeds().size() > 1;
        for (Metric metric : columns) {
            head.add(metric.key());
            if (spread) {
                head.add(metric.key() + "_sd");
            }
        }
        head.addAll(parts);
        StringBuilder text = new StringBuilder(String.join(",", head)).append('\n');
        for (int i = 0; i < results.size(); i++) {
            PointResult r = results.get(i);
            List<String> row = new ArrayList<>(List.of(Integer.toString(r.point().number())));
            study.keys().forEach(key -> row.add(quoted(r.point().values().get(key))));
            row.addAll(List.of(r.status().key(), Boolean.toString(study.admits(r)), Boolean.toString(front.get(i)),
                    Integer.toString(r.images())));
            for (Metric metric : columns) {
                row.add(number(r.metrics().get(metric)));
                if (spread) {
                    row.add(number(r.deviation(metric)));
                }
            }
            parts.forEach(part -> row.add(part(r.parts(), part)));
            text.append(String.join(",", row)).append('\n');
        }
        return text.toString();
    }

    private static String part(Map<String, Map<String, Double>> parts, String name) {
        int dot = name.indexOf('.');
        return number(parts.getOrDefault(name.substring(0, dot), Map.of()).get(name.substring(dot + 1)));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : Json.number(value);
    }

    private static String quoted(@Nullable JsonNode value) {
        if (value == null || !value.isString()) {
            return String.valueOf(value);
        }
        String text = value.stringValue();
        return text.matches("[^\",\\s]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
